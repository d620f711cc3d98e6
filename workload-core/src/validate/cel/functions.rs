//! The functions that the API server knows, with the types of their results.

use super::types::Type;

/// Functions without a receiver.
const GLOBAL: &[(&str, Type)] = &[
    ("size", Type::Int),
    ("string", Type::String),
    ("int", Type::Int),
    ("uint", Type::Uint),
    ("double", Type::Double),
    ("bool", Type::Bool),
    ("bytes", Type::Bytes),
    ("dyn", Type::Dyn),
    ("type", Type::Unknown),
    ("duration", Type::Duration),
    ("timestamp", Type::Timestamp),
    ("matches", Type::Bool),
    ("quantity", Type::Unknown),
    ("isQuantity", Type::Bool),
    ("ip", Type::Unknown),
    ("isIP", Type::Bool),
    ("cidr", Type::Unknown),
    ("isCIDR", Type::Bool),
    ("url", Type::Unknown),
    ("isURL", Type::Bool),
    ("semver", Type::Unknown),
    ("isSemver", Type::Bool),
];

/// Functions of a receiver that give a bool, an int or a string.
const BOOLS: &[&str] = &[
    "startsWith",
    "endsWith",
    "contains",
    "matches",
    "isSorted",
    "hasValue",
    "isGreaterThan",
    "isLessThan",
    "isInteger",
    "containsIP",
    "containsCIDR",
    "isUnspecified",
    "isLoopback",
    "isLinkLocalMulticast",
    "isLinkLocalUnicast",
    "isGlobalUnicast",
    "isCanonical",
    "allowed",
    "errored",
];
const INTS: &[&str] = &[
    "size",
    "indexOf",
    "lastIndexOf",
    "compareTo",
    "sign",
    "asInteger",
    "family",
    "prefixLength",
    "major",
    "minor",
    "patch",
    "getFullYear",
    "getMonth",
    "getDate",
    "getDayOfMonth",
    "getDayOfWeek",
    "getDayOfYear",
    "getHours",
    "getMinutes",
    "getSeconds",
    "getMilliseconds",
];
const STRINGS: &[&str] = &[
    "lowerAscii",
    "upperAscii",
    "replace",
    "substring",
    "trim",
    "join",
    "charAt",
    "format",
    "getScheme",
    "getHost",
    "getHostname",
    "getPort",
    "getEscapedPath",
    "reason",
    "error",
    "find",
    "reverse",
];
/// Those whose result depends on what they are called with.
const OTHERS: &[&str] = &[
    "split",
    "findAll",
    "sum",
    "min",
    "max",
    "getQuery",
    "path",
    "group",
    "resource",
    "subresource",
    "namespace",
    "name",
    "check",
    "serviceAccount",
    "requestResource",
    "fieldSelector",
    "labelSelector",
    "asApproximateFloat",
    "add",
    "sub",
    "ip",
    "masked",
    "value",
    "or",
    "orValue",
    "optMap",
    "optFlatMap",
    "validate",
    "flatten",
    "distinct",
    "sort",
    "sortBy",
    "slice",
    "first",
    "last",
    "unwrap",
    "unwrapOpt",
    "string",
    "transformList",
    "transformMap",
    "transformMapEntry",
    "exists",
    "all",
    "existsOne",
    "exists_one",
    "map",
    "filter",
    "quote",
    "encode",
    "decode",
    "cidr",
    "firstIP",
];

/// Functions of a namespace, which is no variable: `sets.contains(…)`.
const NAMESPACES: &[&str] =
    &["optional", "sets", "math", "format", "base64", "strings", "lists", "ip", "regex"];

/// The type of a function without a receiver; none when there is no such function.
pub(super) fn global(name: &str) -> Option<Type> {
    GLOBAL.iter().find(|(known, _)| *known == name).map(|(_, of)| of.clone())
}

/// The type of a function of a receiver; none when there is no such function.
pub(super) fn member(name: &str) -> Option<Type> {
    let of = |list: &[&str], of: Type| list.contains(&name).then_some(of);
    of(BOOLS, Type::Bool)
        .or_else(|| of(INTS, Type::Int))
        .or_else(|| of(STRINGS, Type::String))
        .or_else(|| of(OTHERS, Type::Unknown))
}

/// Whether a name is that of functions rather than of a value.
pub(super) fn is_namespace(name: &str) -> bool {
    NAMESPACES.contains(&name)
}

/// Whether the name of a type stands for the type itself.
pub(super) fn is_type(name: &str) -> bool {
    ["int", "uint", "double", "string", "bytes", "bool", "list", "map", "null_type", "type", "google", "net"]
        .contains(&name)
}

/// The names of all functions.
pub(super) fn names() -> Vec<&'static str> {
    let global = GLOBAL.iter().map(|(name, _)| *name);
    global.chain([BOOLS, INTS, STRINGS, OTHERS].concat()).collect()
}
