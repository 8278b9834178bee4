# Airflow with the providers that the DAGs use, both drivers of Postgres that it wants, and the DAGs. Built in the root of
# the repository.
FROM apache/airflow:3.3.2-python3.11
COPY dags/requirements.txt /tmp/requirements.txt
RUN pip install --no-cache-dir --requirement /tmp/requirements.txt psycopg2-binary==2.9.11 asyncpg==0.32.0
COPY dags /opt/wavetrain/dags
