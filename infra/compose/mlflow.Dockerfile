FROM python:3.11-slim
RUN pip install --no-cache-dir mlflow==3.17.2 psycopg2-binary==2.9.11 boto3==1.44.5 \
    && useradd --uid 10001 --no-create-home mlflow
USER 10001:10001
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1
# The names by which it may be asked are in MLFLOW_SERVER_ALLOWED_HOSTS: others are answered 403.
ENTRYPOINT ["mlflow", "server", "--host", "0.0.0.0", "--port", "5000", "--no-serve-artifacts"]
