#!/bin/sh
# Run by the Postgres image when its volume is new: a database and an owner for each service.
set -eu
psql --set ON_ERROR_STOP=1 --set airflow="$AIRFLOW_DATABASE_PASSWORD" --set mlflow="$MLFLOW_DATABASE_PASSWORD" \
  --username postgres <<'SQL'
CREATE ROLE airflow LOGIN PASSWORD :'airflow';
CREATE DATABASE airflow OWNER airflow;
CREATE ROLE mlflow LOGIN PASSWORD :'mlflow';
CREATE DATABASE mlflow OWNER mlflow;
SQL
