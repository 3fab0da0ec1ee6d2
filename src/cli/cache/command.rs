//! `guiju cache`: where the cache is, how large it is, and clearing it.

use std::{fs, io, path::Path};

use guiju::phrase::Phrase;

use super::{args::CacheCommand, pack, place};
use crate::cli::{
    Status, Stop,
    args::CacheCommandArgs,
    configured::Configured,
    terminal::{Terminal, write_plain},
};

/// Tells of the cache, or clears it.
pub(crate) fn run(
    args: &CacheCommandArgs,
    configured: &Configured,
    terminal: &Terminal,
) -> Result<Status, Stop> {
    let Some(folder) = place::any(&args.cache, configured) else {
        terminal.note(&Phrase::new("没有缓存文件夹", "there is no folder for the cache"));
        return Ok(Status::Clean);
    };
    let (number, bytes) = size(&folder);
    match args.command {
        CacheCommand::Show => {
            let name = folder.display();
            let said = Phrase::new(
                format!("{name}\n{number} 个文件，{bytes} 字节\n"),
                format!("{name}\nfiles: {number}, bytes: {bytes}\n"),
            );
            write_plain(Status::Clean, said.get(terminal.lang))
        }
        CacheCommand::Clear => {
            clear(&folder).map_err(|error| Stop::File(folder.clone(), error))?;
            let name = folder.display();
            terminal.note(&Phrase::new(
                format!("已清空 {name}：{number} 个文件，{bytes} 字节"),
                format!("cleared {name}: files: {number}, bytes: {bytes}"),
            ));
            Ok(Status::Clean)
        }
    }
}

/// The number of packs and their bytes.
fn size(folder: &Path) -> (usize, u64) {
    let packs = pack::packs(folder).unwrap_or_default();
    let bytes = packs.iter().filter_map(|p| fs::metadata(p).ok()).map(|m| m.len()).sum();
    (packs.len(), bytes)
}

/// Takes the packs away, and nothing else.
fn clear(folder: &Path) -> io::Result<()> {
    match pack::packs(folder) {
        Ok(packs) => packs.iter().try_for_each(fs::remove_file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
