"""Makes the former champion of the pipeline's registered model the champion again, without a gate.

This is one task, which notes who, when and why in the tags of the version. Each run goes back one step, and a task
that is tried again or cleared goes back no further than its run did.
"""

from wavetrain_dags import building, promotion

# Airflow reads only files with both words in them, "airflow" and "dag".
globals().update(building.dags(promotion.build_rollback, __doc__))
