//! Runs a command and says what it used: `measure RESULT COMMAND [ARGUMENT]…`.
//!
//! Small on purpose: the peak of memory that the system tells of a child begins with that of the process it was started from.

use std::{env, fs, process::Command};

use guiju_peers::Error;
use wait4::Wait4;

fn main() -> Result<(), Error> {
    let given: Vec<String> = env::args().skip(1).collect();
    let [result, program, arguments @ ..] = given.as_slice() else {
        return Err("measure RESULT COMMAND [ARGUMENT]…".into());
    };
    let used = Command::new(program).args(arguments).spawn()?.wait4()?;
    let code = used.status.code().map_or_else(|| "null".to_owned(), |code| code.to_string());
    let (user, system) = (used.rusage.utime.as_secs_f64(), used.rusage.stime.as_secs_f64());
    let line =
        format!("{{\"code\":{code},\"user\":{user},\"system\":{system},\"peak\":{}}}\n", used.rusage.maxrss);
    Ok(fs::write(result, line)?)
}
