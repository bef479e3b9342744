//! What has been loaded and need not be asked for again: the manifest.

use std::{cell::RefCell, rc::Rc};

use studybuddy_content::manifest::Manifest;

use crate::{
    fetch::{LoadError, fetch_manifest},
    interop::{reload, timing},
    paths::Site,
};

/// The manifest, fetched when it is first needed and kept.
#[derive(Clone, Default)]
pub struct Library {
    manifest: Rc<RefCell<Option<Rc<Manifest>>>>,
}

impl Library {
    /// The manifest. A failed fetch is not kept: the next call asks again.
    pub async fn manifest(&self, site: &Site) -> Result<Rc<Manifest>, LoadError> {
        let kept = self.manifest.borrow().clone();
        match kept {
            Some(manifest) => Ok(manifest),
            None => self.ask(site, site.manifest_url()).await,
        }
    }

    async fn ask(&self, site: &Site, url: String) -> Result<Rc<Manifest>, LoadError> {
        let manifest = Rc::new(fetch_manifest(&url).await?);
        if manifest.build != site.build() && reload::is_allowed(&manifest.build) {
            return Err(LoadError::NewBuild);
        }
        *self.manifest.borrow_mut() = Some(manifest.clone());
        Ok(manifest)
    }

    /// Whether something that should be there is missing because the site has been published again.
    pub async fn meets_new_build(&self, site: &Site) -> bool {
        let url = site.fresh_manifest_url(timing::now());
        matches!(self.ask(site, url).await, Err(LoadError::NewBuild))
    }
}
