//! How often the search finds what is meant: queries made from the posts themselves, each with the section that it is
//! about. It has to be the first result in 95 of 100, and among the first three in 99.
//!
//! The posts are those of this repository, and those beside this file, in other scripts and programming languages.
//! `STUDYBUDDY_SEARCH_POSTS=DIR` takes a folder of others.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use studybuddy_content::{
    math::replace_markers,
    post::{Post, PostHead},
    search::{
        Answer, IndexFile, IndexWriter, Piece, PostIndex, Query, Searcher, Section, TextWriter, sections,
    },
};

/// A section, as a search and a reader see it.
struct Place {
    post: usize,
    slug: String,
    section: Section,
    /// Its text without formulas, in lower case.
    text: String,
    /// Its words of letters, from text and code.
    words: BTreeSet<String>,
    /// Identifiers of its code, and the commands of its formulas.
    identifiers: BTreeSet<String>,
}

struct Site {
    posts: Vec<Post>,
    places: Vec<Place>,
    files: BTreeMap<Piece, Vec<u8>>,
}

impl Site {
    fn load() -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = match std::env::var_os("STUDYBUDDY_SEARCH_POSTS") {
            Some(folder) => vec![folder.into()],
            None => vec![own.join("../../posts"), own.join("tests/search")],
        };
        let mut files: Vec<PathBuf> = folders
            .iter()
            .flat_map(|folder| fs::read_dir(folder).expect("the folder of posts is there"))
            .map(|entry| entry.expect("its entries can be read").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .collect();
        files.sort();
        let posts: Vec<Post> = files
            .iter()
            .filter_map(|path| {
                let source = fs::read_to_string(path).expect("posts are UTF-8");
                let head = PostHead::read(&path.file_name()?.to_string_lossy(), &source)?;
                Some(Post::render(head, &source, "../../", &|_: &str| None))
            })
            .collect();
        let (mut writer, mut texts) = (IndexWriter::default(), TextWriter::default());
        let mut text_files = Vec::new();
        for post in &posts {
            let html = |index: usize| format!("<math>{}</math>", post.document.formulas[index].tex.len());
            let Some(index) = PostIndex::new(post, &mut |index| html(index)) else { continue };
            writer.add(&index.words).expect("they have just been found");
            texts.add(&index.texts, &mut |file| text_files.push(file));
        }
        text_files.extend(texts.finish());
        let (mut files, root) = writer.finish();
        files.append(&mut text_files);
        files.push(root.finish("index".to_owned()));
        let files = files.into_iter().map(|IndexFile { piece, bytes }| (piece, bytes)).collect();
        let places = posts.iter().enumerate().flat_map(|(number, post)| places(number, post)).collect();
        Self { posts, places, files }
    }

    fn ask(&self, searcher: &mut Searcher, asked: &str) -> Vec<(String, String)> {
        let query = Query::parse(asked);
        loop {
            let missing = match searcher.search(&query, 3).expect("pieces are whole") {
                Answer::Found(found) => {
                    return found.places().map(|(slug, id)| (slug.to_owned(), id.to_owned())).collect();
                }
                Answer::Missing(missing) => missing,
            };
            for piece in missing {
                searcher.insert(piece, self.files[&piece].clone()).expect("pieces are whole");
            }
        }
    }
}

fn places(number: usize, post: &Post) -> Vec<Place> {
    let as_place = |section: Section| {
        let text = replace_markers(&section.text, |_, out| out.push(' ')).to_lowercase();
        let words = text.split(|character: char| !character.is_alphabetic()).map(str::to_owned).collect();
        let mut identifiers: BTreeSet<String> = text
            .split(|character: char| !(character.is_alphanumeric() || character == '_' || character == '.'))
            .map(|word| word.trim_matches('.'))
            .filter(|word| word.contains(['_', '.']) && word.contains(char::is_alphabetic))
            .map(str::to_owned)
            .collect();
        for &formula in &section.formulas {
            let tex = &post.document.formulas[formula].tex;
            let commands = tex.split('\\').skip(1).map(|rest| {
                rest.split(|character: char| !character.is_ascii_alphabetic()).next().unwrap_or_default()
            });
            identifiers.extend(commands.filter(|name| name.len() > 2).map(|name| format!("\\{name}")));
        }
        let slug = post.head.slug.to_string();
        Place { post: number, slug, section, text, words, identifiers }
    };
    sections(&post.document).into_iter().map(as_place).collect()
}

/// What no rule makes: queries with the slug and the heading's id of the section that they are about.
const BY_HAND: [(&str, &str, &str); 14] = [
    ("in C++", "languages", "in-c"),
    ("c++ push_back", "languages", "in-c"),
    (".push_back(", "languages", "in-c"),
    ("std::accumulate", "languages", "in-c"),
    ("F# list", "languages", "in-f"),
    ("partial_fit", "languages", "in-python"),
    (".partial_fit()", "languages", "in-python"),
    ("Array.prototype.reduce", "languages", "in-javascript"),
    ("number.isfinite", "languages", "in-javascript"),
    ("must_use", "languages", "in-rust"),
    ("schrodinger", "french", "schrödinger-et-ångström"),
    ("angstrom prefixes", "french", "schrödinger-et-ångström"),
    ("旋转编码", "chinese", "位置编码"),
    ("交差エントロピ", "japanese", "交差エントロピー"),
];

/// A query and the places that answer it best.
struct Asked {
    kind: &'static str,
    query: String,
    wanted: Vec<usize>,
}

/// The queries that a site's posts give. What several sections have alike, each of them answers.
fn queries(site: &Site) -> Vec<Asked> {
    let mut asked = Vec::new();
    let mut add = |kind, query: String, wanted: Vec<usize>| asked.push(Asked { kind, query, wanted });
    let mut by_heading: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_identifier: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, place) in site.places.iter().enumerate() {
        let post = &site.posts[place.post];
        let heading = heading_text(place, post);
        if place.section.id.is_empty() {
            by_title.entry(post.title.clone()).or_default().push(number);
        } else if heading.split_whitespace().count() > 1 {
            by_heading.entry(heading).or_default().push(number);
        }
        place.words.iter().for_each(|word| by_word.entry(word).or_default().push(number));
        place.identifiers.iter().for_each(|word| by_identifier.entry(word).or_default().push(number));
    }
    for (title, wanted) in by_title {
        add("title", title, wanted);
    }
    for (heading, wanted) in by_heading.into_iter().filter(|(_, wanted)| wanted.len() == 1) {
        add("heading in capitals", heading.to_uppercase(), wanted.clone());
        if let Some(query) = with_error(&heading) {
            add("heading with an error", query + " ", wanted.clone());
        }
        add("heading with accents", heading.replace('e', "é").replace('o', "ö"), wanted.clone());
        add("heading", heading, wanted);
    }
    let vocabulary: Vec<&str> = by_word.keys().copied().collect();
    let rare = by_word.iter().filter(|(word, wanted)| {
        word.len() > 5 && wanted.len() == 1 && word.is_ascii() && !is_in_names(site, word)
    });
    for (nth, (&word, wanted)) in rare.enumerate().filter(|(nth, _)| nth % 7 == 0) {
        add("rare word", format!("{word} "), wanted.clone());
        let is_clear = |query: &String| nth % 2 == 0 && !has_neighbour(&vocabulary, word, query);
        if let Some(query) = with_error(word).filter(is_clear) {
            add("rare word with an error", format!("{query} "), wanted.clone());
        }
        let start = &word[..word.len() - 2];
        if vocabulary.iter().filter(|other| other.starts_with(start)).count() == 1 {
            add("start of a rare word", start.to_owned(), wanted.clone());
        }
    }
    for (number, place) in site.places.iter().enumerate() {
        if let Some([one, other]) = words_together(place, &by_word) {
            add("two words together", format!("{one} {other} "), vec![number]);
            if let Some(query) = with_error(one).filter(|query| !has_neighbour(&vocabulary, one, query)) {
                add("two words together, one with an error", format!("{query} {other} "), vec![number]);
            }
        }
        for call in calls(&place.text).filter(|call| by_word[*call].len() == 1) {
            add("call", format!(".{call}()"), vec![number]);
        }
        for piece in pieces_of_dense_runs(&place.text) {
            let is_in_name = |place: &Place| site.posts[place.post].title.contains(&piece);
            if !site
                .places
                .iter()
                .enumerate()
                .any(|(other, place)| is_in_name(place) || (other != number && (place.text.contains(&piece))))
            {
                add("part of a line without blanks", piece, vec![number]);
            }
        }
        let plain = |word: &str| {
            word.replace(['é', 'è', 'ê'], "e").replace('à', "a").replace('î', "i").replace('ô', "o")
        };
        for word in
            place.words.iter().filter(|word| word.len() > 5 && plain(word).is_ascii() && !word.is_ascii())
        {
            if by_word[&**word].len() == 1 && !is_in_names(site, word) {
                add("accents left out", plain(word) + " ", vec![number]);
            }
        }
    }
    for (query, slug, id) in BY_HAND {
        let is_it = |place: &Place| place.slug == slug && place.section.id == id;
        // Not of other folders.
        if let Some(number) = site.places.iter().position(is_it) {
            add("by hand", query.to_owned(), vec![number]);
        }
    }
    let unique = by_identifier.iter().filter(|(_, wanted)| wanted.len() == 1);
    for (&identifier, wanted) in unique.step_by(3) {
        let kind = if identifier.starts_with('\\') { "TeX" } else { "identifier" };
        // A command's name can be a word, too.
        if kind == "identifier" || by_word.get(&identifier[1..]).is_none_or(|words| words == wanted) {
            add(kind, format!("{identifier} "), wanted.clone());
        }
    }
    asked
}

fn heading_text(place: &Place, post: &Post) -> String {
    replace_markers(&place.section.heading, |marker, out| {
        out.push_str(&post.document.formulas[place.section.formulas[marker.index]].tex);
    })
}

/// Whether a word stands in a title, a heading or a tag: those sections answer it, too.
fn is_in_names(site: &Site, word: &str) -> bool {
    site.posts.iter().any(|post| {
        let tags = &post.head.front_matter.tags;
        let description = post.head.front_matter.description.as_deref().unwrap_or_default();
        [&*post.title, description]
            .into_iter()
            .chain(tags.iter().map(String::as_str))
            .any(|name| name.to_lowercase().contains(word))
    }) || site.places.iter().any(|place| place.section.heading.to_lowercase().contains(word))
}

/// The longest word with one letter left out, changed, doubled, or changed with its neighbour: which, its length says.
fn with_error(text: &str) -> Option<String> {
    let word = text
        .split_whitespace()
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .max_by_key(|word| word.len())?;
    if word.len() < 6 {
        return None;
    }
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + word.bytes().map(usize::from).sum::<usize>() % (letters.len() - 2);
    match word.len() % 4 {
        0 => _ = letters.remove(at),
        1 => letters[at] = if letters[at] == 'x' { 'y' } else { 'x' },
        2 => letters.insert(at, letters[at]),
        _ if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => _ = letters.remove(at),
    }
    Some(text.replacen(word, &letters.into_iter().collect::<String>(), 1))
}

/// Two words that stand together in one section only, each of which stands in a few others, too.
fn words_together<'a>(place: &'a Place, by_word: &BTreeMap<&str, Vec<usize>>) -> Option<[&'a str; 2]> {
    let is_usual =
        |word: &&String| word.len() > 4 && word.is_ascii() && (2..=8).contains(&by_word[&***word].len());
    let usual: Vec<&str> = place.words.iter().filter(is_usual).map(String::as_str).collect();
    let pairs = usual.iter().flat_map(|one| usual.iter().map(move |other| [*one, *other]));
    pairs.filter(|[one, other]| one < other && !other.starts_with(*one)).find(|[one, other]| {
        by_word[one].iter().filter(|number| by_word[other].contains(number)).count() == 1
    })
}

/// The names of what is called on something: `fit` of `clf.fit(`.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('(').filter_map(|(at, _)| {
        let before = &text[..at];
        let (owner, name) = before.rsplit_once('.')?;
        let is_name = name.len() > 4 && name.bytes().all(|byte| byte.is_ascii_lowercase());
        (is_name && owner.ends_with(|last: char| last.is_ascii_alphanumeric())).then_some(name)
    })
}

/// Each line in a script without blanks gives its middle.
fn pieces_of_dense_runs(text: &str) -> Vec<String> {
    let is_dense = |character: char| matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}');
    let runs = text.split(|character| !is_dense(character)).map(|run| run.chars().collect::<Vec<char>>());
    runs.filter(|run| run.len() >= 4).map(|run| run[run.len() / 2 - 2..].iter().take(4).collect()).collect()
}

/// Whether an error may have made a query of another word than the one that was meant.
fn has_neighbour(vocabulary: &[&str], word: &str, query: &str) -> bool {
    vocabulary.iter().any(|other| *other != word && is_close(other, query))
}

/// Whether two words differ by so little that an error can make one of the other: as long a start and end in common.
fn is_close(a: &str, b: &str) -> bool {
    let start = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let end = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    start + end + 2 >= a.len().max(b.len())
}

#[test]
fn what_is_meant_is_found_first() {
    let site = Site::load();
    let queries = queries(&site);
    let mut searcher = Searcher::default();
    let (mut first, mut among_three) = (0, 0);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for Asked { kind, query, wanted } in &queries {
        let found = site.ask(&mut searcher, query);
        let rank = found.iter().position(|(slug, id)| {
            wanted
                .iter()
                .any(|&number| site.places[number].slug == *slug && site.places[number].section.id == *id)
        });
        first += usize::from(rank == Some(0));
        among_three += usize::from(rank.is_some());
        let (hits, all) = by_kind.entry(kind).or_default();
        *hits += usize::from(rank == Some(0));
        *all += 1;
        if rank != Some(0) {
            let place = &site.places[wanted[0]];
            missed.push(format!("{kind} `{query}`: {}#{}, but {found:?}", place.slug, place.section.id));
        }
    }
    let all = queries.len();
    let summary = format!(
        "{all} queries, first {first}, among three {among_three}, {by_kind:?}\n{}",
        missed[..missed.len().min(40)].join("\n")
    );
    eprintln!("{summary}");
    assert!(all >= 300, "{summary}");
    assert!(first * 100 >= all * 95 && among_three * 100 >= all * 99, "{summary}");
    let is_default = std::env::var_os("STUDYBUDDY_SEARCH_POSTS").is_none();
    assert!(by_kind.len() >= if is_default { 15 } else { 8 }, "{summary}");
}
