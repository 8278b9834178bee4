"""Has no DAGs: it shows pipeline files of which no DAGs can be made among Airflow's import errors.

The DAGs of the other pipeline files are there all the same.
"""

from wavetrain_dags import building, comparison, corpus, promotion, retraining

building.require_dags(
    comparison.build,
    corpus.build,
    promotion.build_promotion,
    promotion.build_rollback,
    retraining.build,
)
