package org.wavetrain.cli;

/** How much speech is made for a quickstart, and by which recipe a model is trained on it. */
enum Budget {
  /** Shows that everything works and that each model learns; they are poor ones. */
  SMALL("quickstart-small", 2400, 10, 24, 2),
  /** Gives a model that understands the commands. */
  FULL("quickstart", 6000, 16, 60, 2);

  private final String recipe;
  private final int sentences;
  private final int speakers;
  private final int actors;
  private final int repetitions;

  Budget(String recipe, int sentences, int speakers, int actors, int repetitions) {
    this.recipe = recipe;
    this.sentences = sentences;
    this.speakers = speakers;
    this.actors = actors;
    this.repetitions = repetitions;
  }

  /** Name of the recipe. */
  String recipe() {
    return recipe;
  }

  /** How many commands are spoken. */
  int sentences() {
    return sentences;
  }

  /** By how many voices. */
  int speakers() {
    return speakers;
  }

  /** How many voices speak with emotions. */
  int actors() {
    return actors;
  }

  /** How often each says the own sentence with each emotion. */
  int repetitions() {
    return repetitions;
  }
}
