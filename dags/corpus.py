"""Ingests the recordings, and nothing else; a corpus that is new starts `retraining` with it, whatever its schedule.

Trigger it when there are new recordings, from a person's browser or by Airflow's REST API from whatever brings them.
`announce` tells Airflow of the asset once all corpora are there, of each corpus once.
"""

from wavetrain_dags import building, corpus

# Airflow reads only files with both words in them, "airflow" and "dag".
globals().update(building.dags(corpus.build, __doc__))
