"""Builds Airflow DAGs from Wavetrain's pipeline files."""
