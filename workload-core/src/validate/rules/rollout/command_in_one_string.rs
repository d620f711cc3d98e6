//! R18: a command line where the name of a program belongs.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// Each word of a command is an item of its list.
    ///
    /// The first item of `command` is the program, whole: no shell splits it into words, and no file is called
    /// `sleep 3600`. The container fails at once, at each restart (article §3.2).
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: wait}
    /// spec:
    ///   containers:
    ///   - {name: wait, image: "busybox:1.36", command: ["sleep 3600"]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: wait}
    /// spec:
    ///   containers:
    ///   - {name: wait, image: "busybox:1.36", command: [sleep, "3600"]}
    /// ```
    R18 command_in_one_string: Warning, ["3.2"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    for part in subject.containers() {
        let Some(program) = part.container.command.as_ref().and_then(|command| command.first()) else {
            continue;
        };
        // A program of Windows may have blanks in its path.
        let is_line = program.trim().contains(char::is_whitespace) && !program.contains('\\');
        if !is_line {
            continue;
        }
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        let list = spec.field(part.list);
        let at = list.index(part.index);
        let name: String = program.trim().chars().take(40).collect();
        let first = program.split_whitespace().next().unwrap_or_default();
        let is_script = program.trim().contains('\n');
        let message = if is_script {
            "the first item of `command` is a script, and no shell is named to run it".to_owned()
        } else {
            format!("no program is called `{name}`: the container fails at once")
        };
        let help = if is_script || program.contains(['|', '&', ';', '>']) {
            "write `command: [sh, -c]`, and the text as the first item of `args`".to_owned()
        } else {
            format!("write each word as an item: `command: [{first}, …]`")
        };
        violations.report(subject, &at.field("command").index(0), message).help(help);
    }
}
