//! Rego by regorus, compiled for its virtual machine: `rego IN OUT --policy FILE [--limit N]`.

use std::str;

use guiju_peers::{Allocator, Args, Error, each_line};
use regorus::{Engine, Rc, Value, languages::rego::compiler::Compiler, rvm::vm::RegoVM};

#[global_allocator]
static ALLOCATOR: Allocator = mimalloc::MiMalloc;

const RULE: &str = "data.peers.findings";

fn main() -> Result<(), Error> {
    let args = Args::parse()?;
    let mut engine = Engine::new();
    engine.add_policy_from_file(args.required("--policy")?)?;
    let rule: Rc<str> = RULE.into();
    let policy = engine.compile_with_entrypoint(&rule)?;
    let mut machine = RegoVM::new();
    // By default a run ends after 25,000 instructions, which packs of keyword policies need for one document.
    machine.set_max_instructions(usize::MAX);
    machine.load_program(Compiler::compile_from_policy(&policy, &[RULE])?);
    machine.set_data(Value::new_object())?;
    each_line(&args, |line, findings| {
        let document = Value::from_json_str(str::from_utf8(line)?)?;
        let id = document["id"].as_string()?.clone();
        machine.set_input(document);
        let Value::Set(found) = machine.execute_entry_point_by_index(0)? else {
            return Ok(());
        };
        for finding in found.iter() {
            let [policy, index] = finding.as_array()?.as_slice() else {
                return Err("a finding is [policy, index]".into());
            };
            findings.add(&id, policy.as_string()?, index.as_i64()?)?;
        }
        Ok(())
    })
}
