//! A fault of guiju's own in one document: that document is reported, all others are checked.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::Unreadable,
    phrase::Phrase,
};

/// Does what is to be done with the document of a name. If that panics, the document counts as one that cannot be read.
///
/// Nothing that a document leaves half done is looked at again: what threads share is behind locks and cells that are taken
/// for whole steps, and one that is poisoned ends every step that needs it in the same way.
pub(crate) fn guarded<T>(name: &str, act: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|fault| {
        Err(Unreadable { path: name.to_owned(), diagnostic: failed(name, fault.as_ref()) })
    })
}

/// What is said of a document that guiju failed on.
fn failed(name: &str, fault: &(dyn Any + Send)) -> Diagnostic {
    let fault = fault.downcast_ref::<&str>().copied().or(fault.downcast_ref::<String>().map(String::as_str));
    let fault = fault.unwrap_or("?");
    Diagnostic::input(
        Code::OwnFault,
        name,
        Phrase::new(
            format!("guiju 自身出错，此文件没有核对：{fault}"),
            format!("guiju itself failed, and this document was not checked: {fault}"),
        ),
    )
    .help(Phrase::new(
        "这不是文件的问题：请把文件和上面的信息报告给 guiju 的维护者；其余文件照常核对",
        "the document is not to blame: please report it, with the lines above, to the maintainers of guiju; all others are checked",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_that_of_one_document() {
        let names = ["a.txt", "b.txt", "c.txt"];
        let check = |name: &&'static str| {
            guarded(name, || {
                assert!(*name != "b.txt", "on purpose");
                Ok(*name)
            })
        };
        let results: Vec<_> = names.iter().map(check).collect();
        assert!(matches!(results[0], Ok("a.txt")) && matches!(results[2], Ok("c.txt")));
        let unreadable = results[1].as_ref().expect_err("it panicked");
        assert_eq!(unreadable.path, "b.txt");
        let said = &unreadable.diagnostic;
        assert_eq!((said.code, said.input.as_deref()), (Code::OwnFault, Some("b.txt")));
        assert!(said.message.en.ends_with("on purpose"), "{}", said.message.en);
    }
}
