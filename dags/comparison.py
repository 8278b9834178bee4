"""Runs variants of the pipeline on the recordings of one date and writes a page that compares them.

The line is that of `retraining`, without gate and promotion; `compare` writes the page, a table of the parameters that
differ and of the metrics, to the object store and logs it with a tracked run. Choose `variants`, `date` and further
`overrides` when triggering the DAG in Airflow.
"""

from wavetrain_dags import building, comparison

# Airflow reads only files with both words in them, "airflow" and "dag".
globals().update(building.dags(comparison.build, __doc__))
