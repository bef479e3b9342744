//! What has been loaded and need not be asked for again: the manifest.

use std::{cell::RefCell, rc::Rc};

use studybuddy_content::manifest::Manifest;

use crate::{
    fetch::{LoadError, Stamp, fetch_text, parse_json},
    interop::{reload, timing},
    paths::Site,
};

/// How long the manifest is taken for the site's own, in milliseconds: a tab may stay open for days.
const FRESH: f64 = 600_000.0;

/// The manifest, fetched when it is first needed and kept for a while.
#[derive(Clone, Default)]
pub struct Library {
    kept: Rc<RefCell<Option<Kept>>>,
}

#[derive(Clone)]
struct Kept {
    manifest: Rc<Manifest>,
    /// As it was fetched.
    text: Rc<str>,
    /// When it was fetched, in milliseconds.
    at: f64,
}

impl Library {
    /// The manifest. A failed fetch is not kept: the next call asks again.
    pub async fn manifest(&self, site: &Site) -> Result<Rc<Manifest>, LoadError> {
        let kept = self.kept.borrow().clone();
        match kept {
            None => self.ask(site, site.manifest_url()).await,
            Some(Kept { manifest, at, .. }) if timing::now() - at < FRESH => Ok(manifest),
            Some(Kept { manifest, .. }) => {
                Ok(self.newer_manifest(site, &manifest).await?.unwrap_or(manifest))
            }
        }
    }

    /// The manifest that the site has now, if it is of another build than this one.
    ///
    /// # Errors
    /// The document has to be loaded anew for it. That there is no answer is none: what is kept goes on.
    pub async fn newer_manifest(
        &self,
        site: &Site,
        kept: &Manifest,
    ) -> Result<Option<Rc<Manifest>>, LoadError> {
        match self.ask(site, site.fresh_manifest_url(timing::now())).await {
            Ok(manifest) => Ok(Some(manifest).filter(|manifest| manifest.build != kept.build)),
            Err(LoadError::NewBuild) => Err(LoadError::NewBuild),
            Err(_) => Ok(None),
        }
    }

    /// The manifest as it was fetched, for the renderer.
    pub fn manifest_text(&self) -> Option<Rc<str>> {
        self.kept.borrow().as_ref().map(|kept| kept.text.clone())
    }

    /// The manifest, if it is here.
    pub fn kept_manifest(&self) -> Option<Rc<Manifest>> {
        self.kept.borrow().as_ref().map(|kept| kept.manifest.clone())
    }

    async fn ask(&self, site: &Site, url: String) -> Result<Rc<Manifest>, LoadError> {
        let text = fetch_text(&url).await?;
        // Before the rest, which another app may write in another way.
        let Stamp { version, shell } = parse_json(&text)?;
        if shell != site.shell() && reload::is_allowed(&shell) {
            return Err(LoadError::NewBuild);
        }
        if version != Manifest::VERSION {
            return Err(LoadError::Malformed);
        }
        let manifest: Rc<Manifest> = Rc::new(parse_json(&text)?);
        *self.kept.borrow_mut() =
            Some(Kept { manifest: manifest.clone(), text: text.into(), at: timing::now() });
        Ok(manifest)
    }
}
