//! Spellings of one word: British and American, `optimise` and `optimize`, `behaviour` and `behavior`; letters and signs of
//! formulas and their names, `α` and `alpha`.
//!
//! Posts are found by either, whichever they use. The rules are wide: what they make and nobody writes, such as `vectour`, is
//! in no dictionary, and costs a look at the page that the word itself is on.

/// Endings of verbs in `-ise` and `-yse`, and of what is made of them.
const VERBS: [&str; 10] = ["e", "ed", "er", "ers", "es", "ing", "able", "ation", "ations", "ational"];
/// Endings behind `-our`.
const OUR: [&str; 9] = ["", "s", "ed", "ing", "ful", "able", "al", "ally", "hood"];
/// Endings behind an `l` that is doubled.
const DOUBLED: [&str; 5] = ["ed", "er", "ers", "ing", "ings"];
/// Words that follow no rule.
const PAIRS: [(&str, &str); 9] = [
    ("grey", "gray"),
    ("artefact", "artifact"),
    ("artefacts", "artifacts"),
    ("centre", "center"),
    ("centres", "centers"),
    ("centred", "centered"),
    ("judgement", "judgment"),
    ("programme", "program"),
    ("defence", "defense"),
];
/// Letters and signs, and the commands of TeX that stand for them.
const SIGNS: [(&str, &str); 26] = [
    ("α", "alpha"),
    ("β", "beta"),
    ("γ", "gamma"),
    ("δ", "delta"),
    ("ε", "epsilon"),
    ("ζ", "zeta"),
    ("η", "eta"),
    ("θ", "theta"),
    ("ι", "iota"),
    ("κ", "kappa"),
    ("λ", "lambda"),
    ("μ", "mu"),
    ("ν", "nu"),
    ("ξ", "xi"),
    ("π", "pi"),
    ("ρ", "rho"),
    ("σ", "sigma"),
    ("τ", "tau"),
    ("υ", "upsilon"),
    ("φ", "phi"),
    ("χ", "chi"),
    ("ψ", "psi"),
    ("ω", "omega"),
    ("∇", "nabla"),
    ("∂", "partial"),
    ("∞", "infty"),
];
/// What stands before an ending is a word of its own: `rise` is not `rize`.
const MIN_STEM: usize = 3;

/// The other spelling of a folded word, if a rule gives one.
pub(super) fn other_spelling(word: &str) -> Option<String> {
    let pair = |&(one, other): &(&str, &str)| match word {
        _ if word == one => Some(other.to_owned()),
        _ if word == other => Some(one.to_owned()),
        _ => None,
    };
    let exchange = |from: &str, to: &str, endings: &[&str]| {
        endings.iter().find_map(|ending| {
            let stem = word.strip_suffix(ending)?.strip_suffix(from)?;
            (stem.len() >= MIN_STEM).then(|| [stem, to, ending].concat())
        })
    };
    PAIRS
        .iter()
        .chain(&SIGNS)
        .find_map(pair)
        .or_else(|| exchange("is", "iz", &VERBS))
        .or_else(|| exchange("iz", "is", &VERBS))
        .or_else(|| exchange("lys", "lyz", &VERBS))
        .or_else(|| exchange("lyz", "lys", &VERBS))
        .or_else(|| exchange("our", "or", &OUR))
        .or_else(|| exchange("or", "our", &OUR))
        .or_else(|| exchange("ell", "el", &DOUBLED))
        .or_else(|| exchange("el", "ell", &DOUBLED))
        .or_else(|| exchange("ogue", "og", &["", "s"]))
        .or_else(|| exchange("og", "ogue", &["", "s"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_leads_to_the_other() {
        for (british, american) in [
            ("optimise", "optimize"),
            ("normalisation", "normalization"),
            ("tokeniser", "tokenizer"),
            ("quantised", "quantized"),
            ("analyse", "analyze"),
            ("behaviour", "behavior"),
            ("neighbours", "neighbors"),
            ("colouring", "coloring"),
            ("modelling", "modeling"),
            ("labelled", "labeled"),
            ("catalogue", "catalog"),
            ("centre", "center"),
            ("λ", "lambda"),
            ("∇", "nabla"),
        ] {
            assert_eq!(other_spelling(british).as_deref(), Some(american));
            assert_eq!(other_spelling(american).as_deref(), Some(british));
        }
    }

    #[test]
    fn most_words_have_one() {
        for word in ["rise", "size", "matmul", "c++", "softmax", "注意", "", "hour", "log"] {
            assert_eq!(other_spelling(word), None, "{word}");
        }
    }
}
