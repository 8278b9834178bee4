# Airflow with the providers that the DAGs use, and the DAGs.
FROM apache/airflow:3.3.2-python3.11
COPY dags/requirements.txt /tmp/requirements.txt
RUN pip install --no-cache-dir --requirement /tmp/requirements.txt psycopg2-binary==2.9.11
COPY dags /opt/wavetrain/dags
