//! The packs of a run: the shipped policies, and each folder of policies that is named.

use std::{fs, path::Path};

use guiju::{config::PackFile, finding::Pack, plan::Plan, source::Files};

use super::{
    Stop,
    args::RuleArgs,
    configured::Configured,
    documents,
    policies::{self, Tests},
};

/// The packs, in the order in which they are named.
pub(crate) fn packs(args: &RuleArgs, configured: &Configured, plan: &Plan) -> Result<Vec<Pack>, Stop> {
    let mut packs = Vec::new();
    if policies::uses_default_rules(args, configured) {
        let files: Vec<_> =
            guiju::shipped().iter().map(|(name, text)| (format!("<shipped>/{name}"), *text)).collect();
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        packs.push(pack("guiju".to_owned(), version, "<shipped>/", &files, plan));
    }
    for folder in policies::paths(args, configured).into_iter().filter(|p| p.is_dir()) {
        let PackFile { name, version } = file(&folder)?;
        let own = || Some(folder.canonicalize().ok()?.file_name()?.to_string_lossy().into_owned());
        let name = name.or_else(own).unwrap_or_default();
        // What cannot be read has ended the run before.
        let files = policies::read(std::slice::from_ref(&folder), Tests::LeftOut, &mut Vec::new());
        let files: Vec<_> = files.iter().map(|f| (f.name.clone(), f.text.as_str())).collect();
        packs.push(pack(name, version, &documents::name_of(&folder), &files, plan));
    }
    Ok(packs)
}

fn pack(name: String, version: Option<String>, folder: &str, files: &[(String, &str)], plan: &Plan) -> Pack {
    let has = |file: &str| files.iter().any(|(name, _)| name == file);
    let of_pack = plan.policies.iter().filter(|p| has(&p.file)).map(|p| p.name.clone()).collect();
    let inside = |name: &str| {
        let rest = name.strip_prefix(folder).unwrap_or(name);
        rest.replace('\\', "/").trim_start_matches('/').to_owned()
    };
    let texts: Vec<(String, &str)> = files.iter().map(|(name, text)| (inside(name), *text)).collect();
    Pack::new(name, version, &texts, of_pack)
}

/// What a folder says of itself; nothing where it says nothing.
fn file(folder: &Path) -> Result<PackFile, Stop> {
    let path = folder.join(PackFile::FILE);
    if !path.is_file() {
        return Ok(PackFile::default());
    }
    let name = documents::name_of(&path);
    let text = fs::read_to_string(&path).map_err(|error| documents::cannot_open(&name, &error))?;
    let mut files = Files::default();
    let id = files.add(name, text.as_str());
    PackFile::read(id, &text).map_err(|problems| Stop::Input(problems, files))
}
