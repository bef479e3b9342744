use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::support::{Ran, Site};

/// Imports the checkout in `blog/`.
fn import(site: Site, options: &[&str]) -> Ran {
    site.command(&[&["import", "blog"], options].concat()).succeeds()
}

fn jekyll() -> Site {
    Site::new()
        .file("blog/_config.yml", "baseurl: /notes\n")
        .file("blog/assets/img/a b.png", "PNG")
        .file("blog/assets/data.csv", "1,2")
        .file(
            "blog/_posts/2024-03-01-first-post.md",
            "---\nlayout: post\ntitle: \"First: a post\"\nmodified: 2024-04-02\ntags: a b\ncategories: Maths\nusemath: true\ngiscus_comments: true\n---\n\n\
             ![A]({{ site.baseurl }}/assets/img/a%20b.png) and [data]({{ '/assets/data.csv' | relative_url }}).\n\n\
             See [next]({% post_url 2024-03-02-second %}#end), [gone](/gone.pdf).\n\n\
             ```liquid\n{{ site.baseurl }} ![A](/assets/data.csv)\n```\n",
        )
        .file("blog/_posts/2024-03-02-second.markdown", "---\ntitle: Second\npermalink: /2nd/\n---\n[back](/maths/2024/03/01/first-post.html)\n")
        .file("blog/_drafts/idea.md", "---\ntitle: Idea\n---\nLater.\n")
        .file("blog/about.md", "---\ntitle: About\n---\n")
}

#[test]
fn jekyll_posts_come_with_their_files() {
    let ran = import(jekyll(), &[]);
    assert!(ran.stdout.ends_with("imported 3 of 3 posts from Jekyll\n"), "{}", ran.stdout);
    assert_eq!(ran.list("posts"), ["2nd.md", "first-post", "idea.md"]);
    assert_eq!(ran.list("posts/first-post"), ["a-b.png", "data.csv", "index.md"]);
    assert_eq!(
        ran.read("posts/first-post/index.md"),
        "---\ntitle: \"First: a post\"\ndate: \"2024-03-01\"\nupdated: \"2024-04-02\"\ncategories: [\"Maths\"]\ntags: [\"a\",\"b\"]\n\
         aliases: [\"/maths/2024/03/01/first-post.html\"]\nmathjax: true\nlayout: \"post\"\n---\n\n\
         ![A](a-b.png) and [data](data.csv).\n\nSee [next](../2nd.md#end), [gone](/gone.pdf).\n\n\
         ```liquid\n{{ site.baseurl }} ![A](/assets/data.csv)\n```\n"
    );
    let ran = ran
        .expect("posts/2nd.md", "aliases: [\"/2nd/\"]\n")
        .expect("posts/2nd.md", "[back](first-post/index.md)")
        .expect("posts/idea.md", "draft: true\n")
        .expect_stderr("posts/first-post/index.md:14:35: warning: `/gone.pdf` leads to nothing that was found [import/link]");
    // The site of them is built, with redirects from where they were.
    ran.again().succeeds().expect("dist/2nd/index.html", "posts/2nd/");
}

#[test]
fn what_has_no_meaning_here_is_named() {
    let ran = import(jekyll(), &["--dry-run"]);
    ran.expect_stdout("keys that mean nothing here are left out: `giscus_comments` (1)\n");
}

#[test]
fn addresses_are_those_of_the_blogs_configuration() {
    let site = Site::new()
        .file("blog/_config.yml", "permalink: /:year/:title/\n")
        .file("blog/refs.bib", "@article{a}")
        .file(
            "blog/_posts/2024-03-01-One.md",
            "---\ntitle: One\nbibliography: /refs.bib\ncomments: false\n---\n",
        )
        .file("blog/_posts/2024-03-02-two.md", "---\ntitle: Two\n---\n[one](/2024/One/)\n");
    let ran = import(site, &[]);
    ran.expect(
        "posts/one/index.md",
        "aliases: [\"/2024/One/\"]\nbibliography: \"refs.bib\"\ncomments: false\n",
    )
    .expect("posts/one/refs.bib", "@article")
    .expect("posts/two.md", "[one](one/index.md)");

    let hugo = Site::new()
        .file("blog/hugo.toml", "[permalinks]\nposts = '/:year/:slug/'\n")
        .file("blog/content/posts/2024-03-01-a.md", "+++\ntitle = 'Big news'\ndate = 2024-03-01\n+++\n");
    import(hugo, &[]).expect("posts/a.md", "aliases: [\"/2024/big-news/\"]");
    let broken = Site::new().file("blog/_config.yml", "a: [\n").command(&["import", "blog"]).fails();
    broken.expect_stderr("could not read the blog's configuration, `blog/_config.yml`");
}

#[test]
fn hugo_bundles_and_sections() {
    let site = Site::new()
        .file("blog/hugo.toml", "baseURL = 'https://example.org/'\n")
        .file("blog/static/img/s.png", "S")
        .file("blog/content/posts/_index.md", "---\ntitle: Posts\n---\n")
        .file(
            "blog/content/posts/bundle/index.md",
            "+++\ntitle = 'Bundle'\ndate = 2024-03-01\n+++\n![](own.png) ![](/img/s.png)\n",
        )
        .file("blog/content/posts/bundle/own.png", "O")
        .file(
            "blog/content/posts/plain.md",
            "---\ntitle: Plain\ndate: 2024-03-02\n---\n[b]({{< ref \"posts/bundle\" >}})\n",
        );
    let ran = import(site, &[]);
    assert_eq!(ran.list("posts/bundle"), ["index.md", "own.png", "s.png"]);
    ran.expect("posts/bundle/index.md", "aliases: [\"/posts/bundle/\"]")
        .expect("posts/bundle/index.md", "![](own.png) ![](s.png)")
        .expect("posts/plain.md", "[b](bundle/index.md)");
}

#[test]
fn zola_pages_and_colocated_files() {
    let site = Site::new()
        .file("blog/config.toml", "base_url = \"https://example.org\"\n")
        .file("blog/content/blog/_index.md", "+++\n+++\n")
        .file(
            "blog/content/blog/one/index.md",
            "+++\ntitle = \"One\"\ndate = 2024-03-01\n[taxonomies]\ntags = [\"x\"]\n+++\n![](a.svg)\n",
        )
        .file("blog/content/blog/one/a.svg", "<svg/>")
        .file(
            "blog/content/blog/two.md",
            "+++\ntitle = \"Two\"\ndate = 2024-03-02\n+++\n[one](@/blog/one/index.md#x)\n",
        );
    let ran = import(site, &[]).expect_stdout("from Zola");
    ran.expect("posts/one/index.md", "tags: [\"x\"]").expect("posts/two.md", "[one](one/index.md#x)");
}

#[test]
fn quarto_documents() {
    let site = Site::new()
        .file("blog/_quarto.yml", "project:\n  type: website\n")
        .file("blog/index.qmd", "---\ntitle: Home\nlisting: posts\n---\n")
        .file("blog/posts/a/index.qmd", "---\ntitle: A\ndate: 2024-03-01\n---\n![Cap](fig.png){#fig-a}\n")
        .file("blog/posts/a/fig.png", "F");
    let ran = import(site, &[]).expect_stdout("imported 1 of 1 post from Quarto");
    ran.expect("posts/a/index.md", "![Cap](fig.png){#fig-a}")
        .expect("posts/a/index.md", "/posts/a/index.html");
}

#[test]
fn hugging_face_posts() {
    let site = Site::new()
        .file("blog/_blog.yml", "- local: a\n")
        .file("blog/README.md", "# Blog")
        .file("blog/assets/1_a/thumb.png", "T")
        .file("blog/a.md", "---\ntitle: A\nthumbnail: /blog/assets/1_a/thumb.png\nauthors:\n- user: someone\n---\n<img src=\"assets/1_a/thumb.png\">\n");
    let ran = import(site, &[]).expect_stdout("from HuggingFace");
    ran.expect("posts/a/index.md", "image: \"thumb.png\"")
        .expect("posts/a/index.md", "<img src=\"thumb.png\">")
        .expect("posts/a/index.md", "aliases: [\"/blog/a\"]");
}

#[test]
fn nothing_is_overwritten() {
    let site = jekyll().file("posts/first-post/mine.txt", "mine").file("posts/2nd.md", "mine");
    let ran = import(site, &[])
        .expect_stdout("imported 1 of 3 posts")
        .expect_stderr("there is a post `2nd` already");
    assert_eq!(ran.list("posts/first-post"), ["mine.txt"]);
    assert_eq!(ran.read("posts/2nd.md"), "mine");
    let again = import(ran.again(), &[]).expect_stdout("imported 0 of 3 posts");
    assert_eq!(again.list("posts"), ["2nd.md", "first-post", "idea.md"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let ran = import(jekyll(), &["--dry-run"]).expect_stdout("would import 3 of 3 posts from Jekyll");
    assert!(ran.list("posts").is_empty());
    let none = Site::new().file("blog/x.txt", "").command(&["import", "blog"]).fails();
    none.expect_stderr("say --from");
}

/// `import` is killed at many moments. Each time every post is there as a whole or not at all, and the next run brings
/// the rest.
#[test]
fn killing_it_leaves_no_half_of_a_post() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("blog/_posts")).unwrap();
    fs::create_dir_all(root.join("blog/img")).unwrap();
    for number in 0..40 {
        fs::write(root.join(format!("blog/img/{number}.png")), vec![7; 200_000]).unwrap();
        let text =
            format!("---\ntitle: P{number}\n---\n![]({{{{ site.baseurl }}}}/img/{number}.png)\n\nThe end.\n");
        fs::write(root.join(format!("blog/_posts/2024-01-01-p{number}.md")), text).unwrap();
    }
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_studybuddy"));
        command.args(["import", "blog"]).current_dir(root);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let expect_whole = || {
        let posts = fs::read_dir(root.join("posts")).into_iter().flatten().map(|entry| entry.unwrap().path());
        posts
            .map(|post| {
                let text = fs::read_to_string(post.join("index.md")).unwrap();
                assert!(text.ends_with("The end.\n"), "{text}");
                let number = post.file_name().unwrap().to_str().unwrap()[1..].to_owned();
                assert_eq!(fs::metadata(post.join(format!("{number}.png"))).unwrap().len(), 200_000);
            })
            .count()
    };
    let started = Instant::now();
    assert!(start().wait().unwrap().success());
    let whole = started.elapsed();
    assert_eq!(expect_whole(), 40);
    for step in 1..=10 {
        fs::remove_dir_all(root.join("posts")).unwrap();
        let mut child = start();
        thread::sleep(whole.mul_f64((f64::from(step) * 0.618_034).fract()) + Duration::from_millis(1));
        child.kill().unwrap();
        child.wait().unwrap();
        expect_whole();
        fs::create_dir_all(root.join("posts")).unwrap();
    }
    assert!(start().wait().unwrap().success());
    assert_eq!(expect_whole(), 40);
    let left: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
