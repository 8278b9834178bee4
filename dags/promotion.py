"""Makes a version of the pipeline's registered model the champion, if it passes its gate.

`gate` decides on the version that is given, or on the challenger; one that does not pass fails the run. If the
pipeline file says `approval: true`, `approval` waits for a person: a no ends the run without a promotion, as a success,
and no answer in time fails it. `promote` asks the gate once more, since another version may have come first, moves the
alias `champion` and notes who, when and why. The DAG `rollback` makes the former champion the champion again.
"""

from wavetrain_dags import building, promotion

# Airflow reads only files with both words in them, "airflow" and "dag".
globals().update(building.dags(promotion.build_promotion, __doc__))
