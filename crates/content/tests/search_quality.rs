//! How often the search finds what is meant: queries made from the posts themselves, each with the section that it is
//! about. It has to be the first result in 95 of 100, and among the first three in 99.
//!
//! The posts are those of this repository. `STUDYBUDDY_SEARCH_POSTS=DIR` takes a folder of others.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use studybuddy_content::{
    math::replace_markers,
    post::{Post, PostHead},
    search::{Answer, IndexFile, IndexWriter, Piece, PostIndex, Query, Searcher, Section, sections},
};

/// A section, as a search and a reader see it.
struct Place {
    post: usize,
    slug: String,
    section: Section,
    /// Its words of letters, from text and code, in lower case.
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
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../posts");
        let folder = std::env::var_os("STUDYBUDDY_SEARCH_POSTS").map_or(own, Into::into);
        let mut names: Vec<String> = fs::read_dir(&folder)
            .expect("the folder of posts is there")
            .map(|entry| entry.expect("its entries can be read").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".md"))
            .collect();
        names.sort();
        let posts: Vec<Post> = names
            .iter()
            .filter_map(|name| {
                let source = fs::read_to_string(folder.join(name)).expect("posts are UTF-8");
                let head = PostHead::read(name, &source)?;
                Some(Post::render(head, &source, "../../", &|_: &str| None))
            })
            .collect();
        let mut writer = IndexWriter::default();
        for post in &posts {
            let html = |index: usize| format!("<math>{}</math>", post.document.formulas[index].tex.len());
            writer.extend(PostIndex::new(post, &mut |index| html(index)));
        }
        let files = writer.finish(|_| "index".to_owned());
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
        let text = replace_markers(&section.text, |_, out| out.push(' '));
        let words = text.split(|character: char| !character.is_alphabetic()).map(str::to_lowercase);
        let mut identifiers: BTreeSet<String> = text
            .split(|character: char| !(character.is_alphanumeric() || character == '_' || character == '.'))
            .map(|word| word.trim_matches('.'))
            .filter(|word| word.contains(['_', '.']) && word.contains(char::is_alphabetic))
            .map(str::to_lowercase)
            .collect();
        for &formula in &section.formulas {
            let tex = &post.document.formulas[formula].tex;
            let commands = tex.split('\\').skip(1).map(|rest| {
                rest.split(|character: char| !character.is_ascii_alphabetic()).next().unwrap_or_default()
            });
            identifiers.extend(commands.filter(|name| name.len() > 2).map(|name| format!("\\{name}")));
        }
        let slug = post.head.slug.to_string();
        Place { post: number, slug, section, words: words.collect(), identifiers }
    };
    sections(&post.document).into_iter().map(as_place).collect()
}

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
        add("heading", heading, wanted);
    }
    let vocabulary: Vec<&str> = by_word.keys().copied().collect();
    let rare = by_word.iter().filter(|(word, wanted)| {
        word.len() > 5 && wanted.len() == 1 && word.is_ascii() && !is_in_names(site, word)
    });
    for (nth, (&word, wanted)) in rare.enumerate().filter(|(nth, _)| nth % 7 == 0) {
        add("rare word", format!("{word} "), wanted.clone());
        let has_neighbour =
            |query: &str| vocabulary.iter().any(|other| *other != word && is_close(other, query));
        if let Some(query) = with_error(word).filter(|query| nth % 2 == 0 && !has_neighbour(query)) {
            add("rare word with an error", format!("{query} "), wanted.clone());
        }
        let start = &word[..word.len() - 2];
        if vocabulary.iter().filter(|other| other.starts_with(start)).count() == 1 {
            add("start of a rare word", start.to_owned(), wanted.clone());
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
    assert!(by_kind.len() >= 8, "{summary}");
}
