"""An asset for each kind of artifact of a pipeline: other DAGs can wait for new ones.

Tasks have an alias as their outlet and not the asset itself: an outlet that is an asset has an event whenever its
task succeeds, also when the artifact was there already.
"""

from airflow.sdk import Asset, AssetAlias, Context

from wavetrain_dags.pipeline import Pipeline
from wavetrain_dags.results import Result


def asset(pipeline: Pipeline, kind: str) -> Asset:
    """The asset of the artifacts that a pipeline's stages of this kind make."""
    return Asset(name=f"wavetrain_{pipeline.name}_{kind}", uri=f"wavetrain://{pipeline.name}/{kind}")


def alias(pipeline: Pipeline, kind: str) -> AssetAlias:
    """What a task has as its outlet to announce an asset only when there is something new."""
    return AssetAlias(name=f"wavetrain_{pipeline.name}_{kind}_made")


def announce(context: Context, pipeline: Pipeline, kind: str, result: Result) -> None:
    """Announces an artifact that was made just now."""
    if not result.get("cached", False):
        extra = {"key": result["key"], "digest": result.get("contentDigest")}
        context["outlet_events"][alias(pipeline, kind)].add(asset(pipeline, kind), extra=extra)
