{{- define "wavetrain.labels" -}}
app.kubernetes.io/name: wavetrain
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Airflow gives this label to every pod that a task starts. */}}
{{- define "wavetrain.tasks" -}}
kubernetes_pod_operator: "True"
{{- end }}

{{- define "wavetrain.airflowNamespace" -}}
{{ .Values.airflow.namespace | default .Release.Namespace }}
{{- end }}
