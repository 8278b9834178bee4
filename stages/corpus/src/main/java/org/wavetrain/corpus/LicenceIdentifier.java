package org.wavetrain.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which licence some words are of. In doubt it is none: who trusts the identifier does not read the
 * words.
 */
final class LicenceIdentifier {
  /** Written as an identifier already; see the list of Hugging Face's hub. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "cc0-1\\.0|cc-by(-nc)?(-sa|-nd)?-[1-4]\\.0|mit|apache-2\\.0|bsd-[23]-clause|gpl-[23]\\.0"
              + "|lgpl-[23]\\.0|odbl|odc-by|pddl|unlicense");

  /** Its full or its short name, its terms, its version. */
  private static final Pattern ATTRIBUTION =
      Pattern.compile(
          "\\b(?:creative commons attribution|cc[- ]by)\\b([a-z ,-]{0,60}?)[ -]?v?([1-4]\\.0)\\b"
              + "(?: international| unported)?");

  private static final Pattern SEPARATOR = Pattern.compile("[ ,-]+");
  private static final Set<String> NON_COMMERCIAL = Set.of("nc", "noncommercial");
  private static final Set<String> NO_DERIVATIVES = Set.of("nd", "noderivatives", "noderivs");
  private static final Set<String> SHARE_ALIKE = Set.of("sa", "sharealike");
  private static final Set<String> IDLE =
      Set.of("", "international", "unported", "public", "license", "licence", "version");

  private record Name(Pattern pattern, String identifier) {}

  private static final List<Name> NAMES =
      List.of(
          new Name(Pattern.compile("\\bcc0\\b(?: 1\\.0)?(?: universal)?"), "cc0-1.0"),
          new Name(Pattern.compile("\\bmit licen[cs]e\\b"), "mit"),
          new Name(Pattern.compile("\\bapache licen[cs]e,?(?: version)? 2\\.0\\b"), "apache-2.0"));

  /** What may take back, narrow or add to what the name says. */
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "\\b(no|not|non|never|except\\w*|exclud\\w*|unless|without(?! (?:restriction|limitation))"
              + "|only|prohibit\\w*|forbid\\w*|however|but|partly|parts?|some|formerly|other than"
              + "|commercial\\w*|rights reserved|derivative|additional\\w*)\\b");

  private LicenceIdentifier() {}

  /** As Hugging Face writes it; empty where the words name none that is known, or several. */
  static String of(String words) {
    String text = words.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    if (WRITTEN.matcher(text).matches()) {
      return text;
    }
    TreeSet<String> found = new TreeSet<>();
    String rest =
        text.replaceAll("non-commercial", "noncommercial").replace("share-alike", "sharealike");
    Matcher attribution = ATTRIBUTION.matcher(rest);
    while (attribution.find()) {
      found.add(attribution(attribution.group(1), attribution.group(2)));
    }
    rest = attribution.replaceAll("");
    for (Name name : NAMES) {
      Matcher matcher = name.pattern().matcher(rest);
      if (matcher.find()) {
        found.add(name.identifier());
        rest = matcher.replaceAll("");
      }
    }
    return found.size() == 1 && !QUALIFIED.matcher(rest).find() ? found.first() : "";
  }

  /** Empty where a term is unknown. */
  private static String attribution(String terms, String version) {
    boolean nonCommercial = false;
    boolean noDerivatives = false;
    boolean shareAlike = false;
    for (String term : SEPARATOR.split(terms)) {
      if (NON_COMMERCIAL.contains(term)) {
        nonCommercial = true;
      } else if (NO_DERIVATIVES.contains(term)) {
        noDerivatives = true;
      } else if (SHARE_ALIKE.contains(term)) {
        shareAlike = true;
      } else if (!IDLE.contains(term)) {
        return "";
      }
    }
    return "cc-by"
        + (nonCommercial ? "-nc" : "")
        + (noDerivatives ? "-nd" : "")
        + (shareAlike ? "-sa" : "")
        + "-"
        + version;
  }
}
