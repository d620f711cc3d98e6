//! `forms!` says beside a type which literal forms an attribute may use for it.

use super::beside::NothingBeside;

/// Declares how `Literal<$type>` reads what stands behind a key.
///
/// The forms, always in this order, each with the function that reads it (a `const fn` but
/// for `bare` and `group`): `text` (`"…"`),
/// `int` (`3`), `flag` (`true`), `list` (`["a", "b"]`), `word` (`Allow`), `bare` (nothing
/// behind the key), `group` (keys in parentheses), `check` (what must hold between the
/// literals of a group), `beside` (what stands after `=` when the key is on a field), and `repeats` when the key may stand more than once. A form that is
/// left out is a compile error that says `$expects`, which an editor shows for a value too.
macro_rules! forms {
    ($type:ty: $expects:literal
        $(, text => $text:path)? $(, int => $int:path)? $(, own_int => $own_int:path)? $(, flag => $flag:path)? $(, own_flag => $own_flag:path)?
        $(, list => $list:path)? $(, word => $word:path)? $(, bare => $bare:path)? $(, group => $group:path)? $(, check => $check:path)?
        $(, beside [$beside:ty => $set_beside:path])? $(, named_after => $named:path)? $(, repeats $($repeats:lifetime)?)? $(, numbered => $numbered:path)?
        $(, generics [$($generics:tt)+])? $(,)?) => {
        impl$(<$($generics)+>)? $crate::k8s::literal::Part for $type {
            $crate::k8s::literal::forms!(@beside $($beside, $set_beside)?);
            $(
                fn named_after(self, name: &$crate::k8s::literal::FieldName) -> Self {
                    $named(self, name)
                }
            )?
        }

        $crate::k8s::literal::forms!(@given $type $(, text $text)? $(, int $int)? $(, flag $flag)? $(, list $list)?);
        $crate::k8s::literal::forms!(@repeats [$($($generics)+)?] $type $(, repeats $($repeats)?)? $(, numbered $numbered)?);

        #[doc(hidden)]
        #[allow(clippy::must_use_candidate, clippy::missing_panics_doc, clippy::doc_markdown, missing_docs, unused_variables, clippy::unused_self)]
        impl$(<$($generics)+>)? $crate::k8s::literal::Literal<$type> {
            #[doc = $expects]
            #[track_caller]
            pub const fn text(self, text: &'static str) -> $type {
                $crate::k8s::literal::forms!(@read $expects, (text), $($text)?)
            }
            #[doc = $expects]
            #[track_caller]
            pub const fn int(self, number: i128) -> $type {
                $crate::k8s::literal::forms!(@read $expects, (number), $($int)? $($own_int)?)
            }
            #[doc = $expects]
            #[track_caller]
            pub const fn flag(self, on: bool) -> $type {
                $crate::k8s::literal::forms!(@read $expects, (on), $($flag)? $($own_flag)?)
            }
            #[doc = $expects]
            #[track_caller]
            pub const fn list(self, items: &'static [&'static str]) -> $type {
                $crate::k8s::literal::forms!(@read $expects, (items), $($list)?)
            }
            #[doc = $expects]
            #[track_caller]
            pub const fn word(self, word: &'static str) -> $type {
                $crate::k8s::literal::forms!(@read $expects, (word), $($word)?)
            }
            #[track_caller]
            pub const fn check_bare(self) {
                $crate::k8s::literal::forms!(@takes $expects, $($bare)?)
            }
            pub fn bare(self) -> $type {
                $crate::k8s::literal::forms!(@read $expects, (), $($bare)?)
            }
            #[track_caller]
            pub const fn check_group(self) {
                $crate::k8s::literal::forms!(@takes $expects, $($group)?)
            }
            pub fn group(self) -> $type {
                $crate::k8s::literal::forms!(@read $expects, (), $($group)?)
            }
            #[track_caller]
            pub const fn check(self, keys: &[$crate::k8s::literal::Leaf]) {
                if let Err(message) = self.checked(keys) {
                    panic!("{}", message.as_str());
                }
            }
            pub const fn checked(self, keys: &[$crate::k8s::literal::Leaf]) -> Result<(), $crate::syntax::text::Message> {
                $crate::k8s::literal::forms!(@checked keys $(, $check)?)
            }
            #[track_caller]
            pub const fn again(self, key: &str) {
                $crate::k8s::literal::forms!(@again key $(repeats $($repeats)?)?)
            }
        }

        #[doc(hidden)]
        #[allow(clippy::must_use_candidate, missing_docs)]
        impl$(<$($generics)+>)? $crate::k8s::literal::Given<$type, $type> {
            pub const fn read(self) -> $type {
                self.into_value()
            }
        }
    };
    (@beside) => {
        type Beside = $crate::k8s::literal::NothingBeside;

        fn set_beside(&mut self, _: $crate::k8s::literal::NothingBeside) {}
    };
    (@beside $beside:ty, $set_beside:path) => {
        type Beside = $beside;

        fn set_beside(&mut self, value: $beside) {
            $set_beside(self, value);
        }
    };
    (@given $type:ty, text $text:path $(, $($rest:tt)+)?) => {
        $crate::k8s::literal::forms!(@reads $type, &'static str, $text);
        $crate::k8s::literal::forms!(@given $type $(, $($rest)+)?);
    };
    (@given $type:ty, int $int:path $(, $($rest:tt)+)?) => {
        $crate::k8s::literal::forms!(@integers $type, $int, u8 u16 u32 u64 usize i32 i64 i128);
        $crate::k8s::literal::forms!(@given $type $(, $($rest)+)?);
    };
    (@given $type:ty, flag $flag:path $(, $($rest:tt)+)?) => {
        $crate::k8s::literal::forms!(@reads $type, bool, $flag);
        $crate::k8s::literal::forms!(@given $type $(, $($rest)+)?);
    };
    (@given $type:ty, list $list:path) => {
        $crate::k8s::literal::forms!(@reads $type, &'static [&'static str], $list);
    };
    (@given $type:ty) => {};
    (@reads $type:ty, $from:ty, $read:path) => {
        #[doc(hidden)]
        #[allow(clippy::must_use_candidate, missing_docs)]
        impl $crate::k8s::literal::Given<$type, $from> {
            #[track_caller]
            pub const fn read(self) -> $type {
                $read(self.into_value())
            }
        }
    };
    (@integers $type:ty, $int:path, $($integer:ty)+) => {$(
        #[doc(hidden)]
        #[allow(clippy::must_use_candidate, missing_docs, clippy::cast_lossless, clippy::cast_possible_wrap, trivial_numeric_casts)]
        impl $crate::k8s::literal::Given<$type, $integer> {
            #[track_caller]
            pub const fn read(self) -> $type {
                $int(self.into_value() as i128)
            }
        }
    )+};
    (@repeats [$($generics:tt)*] $type:ty) => {};
    (@repeats [$($generics:tt)*] $type:ty, repeats) => {
        impl<$($generics)*> $crate::k8s::literal::Repeats for $type {}
    };
    (@repeats [$($generics:tt)*] $type:ty, repeats, numbered $numbered:path) => {
        impl<$($generics)*> $crate::k8s::literal::Repeats for $type {
            fn numbered(self, at: usize) -> Self {
                $numbered(self, at)
            }
        }
    };
    (@read $expects:literal, ($($value:ident)?), $read:path) => { $read($($value)?) };
    (@read $expects:literal, ($($value:ident)?),) => { panic!(concat!("this key takes ", $expects)) };
    (@takes $expects:literal, $read:path) => { () };
    (@takes $expects:literal,) => { panic!(concat!("this key takes ", $expects)) };
    (@checked $keys:ident) => { Ok(()) };
    (@checked $keys:ident, $check:path) => { $check($keys) };
    (@again $key:ident repeats) => { () };
    (@again $key:ident) => {
        panic!("{}", $crate::syntax::text::Message::new().push_quoted($key).push(" is given twice: keep one").as_str())
    };
}

/// `forms!` for a value written as text in quotes, or as a `const` of that text.
macro_rules! text_forms {
    ($type:ident: $expects:literal) => {
        $crate::k8s::literal::forms!($type: $expects, text => $type::new);
    };
}

/// `forms!` for a value written as a number or as text: Kubernetes' `IntOrString`.
macro_rules! amount_forms {
    ($type:ident: $expects:literal) => {
        $crate::k8s::literal::forms!($type: $expects, text => $type::from_text, int => $type::from_number);
    };
}

/// An enum of words, each written in an attribute as it is named here, and in Kubernetes too
/// unless a spelling follows: a word all in capitals would be taken for a `const`.
macro_rules! word_forms {
    ($(#[$doc:meta])* $name:ident: $what:literal { $($(#[$word_doc:meta])* $word:ident $(= $spelling:literal)?,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $word,)+
        }

        impl $name {
            const WORDS: &'static [&'static str] = &[$(stringify!($word)),+];
            const SPELLINGS: &'static [&'static str] = &[$(Self::$word.as_str()),+];
            const ALL: &'static [Self] = &[$(Self::$word),+];

            /// The word as Kubernetes spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$word => $crate::k8s::literal::word_forms!(@spelt $word $($spelling)?),)+ }
            }

            #[track_caller]
            pub(crate) const fn from_word(word: &'static str) -> Self {
                // Kubernetes' own spelling will do too.
                if let Ok(at) = $crate::syntax::text::word_index(word, Self::SPELLINGS, $what) {
                    return Self::ALL[at];
                }
                match $crate::syntax::text::word_index(word, Self::WORDS, $what) {
                    Ok(at) => Self::ALL[at],
                    Err(message) => panic!("{}", message.as_str()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> Self {
                word.as_str().to_owned()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                let word = Self::ALL.iter().find(|word| word.as_str() == text);
                word.copied().ok_or_else(|| serde::de::Error::unknown_variant(&text, Self::SPELLINGS))
            }
        }

        $crate::k8s::literal::forms!($name: $what, text => $name::from_word, word => $name::from_word);
    };
    (@spelt $word:ident) => { stringify!($word) };
    (@spelt $word:ident $spelling:literal) => { $spelling };
}

/// `forms!` for a group of keys, written bare when it has none.
macro_rules! group_forms {
    ($type:ident $(<$param:ident: $bound:path>)?: $expects:literal $(, text => $text:path)? $(, int => $int:path)?
        $(, list => $list:path)? $(, check => $check:path)? $(, beside [$beside:ty => $set_beside:path])? $(, named_after => $named:path)?
        $(, repeats $($repeats:lifetime)?)? $(, numbered => $numbered:path)?) => {
        $crate::k8s::literal::forms!(
            $type $(<$param>)?: $expects $(, text => $text)? $(, int => $int)? $(, list => $list)?, bare => $type::new, group => $type::new
            $(, check => $check)? $(, beside [$beside => $set_beside])? $(, named_after => $named)? $(, repeats $($repeats)?)? $(, numbered => $numbered)?
            $(, generics [$param: $bound])?
        );
    };
}

pub(crate) use {amount_forms, forms, group_forms, text_forms, word_forms};

const fn flag(on: bool) -> bool {
    on
}

const fn on() -> bool {
    true
}

forms!(bool: "`true` or `false`, or nothing, which means `true`", own_flag => flag, bare => on);

/// `forms!` for a built-in whole number, which is never negative: it counts seconds, Pods or ids.
macro_rules! number_forms {
    (@others u16, $read:path) => { forms!(@integers u16, $read, u8 u32 u64 usize i32 i64); };
    (@others u32, $read:path) => { forms!(@integers u32, $read, u8 u16 u64 usize i32 i64); };
    (@others i32, $read:path) => { forms!(@integers i32, $read, u8 u16 u32 u64 usize i64); };
    (@others i64, $read:path) => { forms!(@integers i64, $read, u8 u16 u32 u64 usize i32); };
    ($($type:ident),+) => {$(
        const _: () = {
            #[track_caller]
            const fn read(number: i128) -> $type {
                if number < 0 || number > $type::MAX as i128 {
                    let message = $crate::syntax::text::Message::new()
                        .push_number(number)
                        .push(" is outside 0-")
                        .push_number($type::MAX as i128);
                    panic!("{}", message.as_str());
                }
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
                {
                    number as $type
                }
            }
            #[track_caller]
            const fn seconds(duration: std::time::Duration) -> $type {
                read(duration.as_secs() as i128)
            }
            #[track_caller]
            const fn count(number: std::num::NonZeroU32) -> $type {
                read(number.get() as i128)
            }
            forms!(@reads $type, std::time::Duration, seconds);
            forms!(@reads $type, std::num::NonZeroU32, count);
            forms!($type: "a whole number, without quotes", own_int => read);
            number_forms!(@others $type, read);
        };
    )+};
}

number_forms!(u16, u32, i32, i64);

/// A free text may be written as any text.
const _: () = {
    use std::borrow::Cow;

    const fn borrowed(text: &'static str) -> Cow<'static, str> {
        Cow::Borrowed(text)
    }
    forms!(Cow<'static, str>: "text in quotes", text => borrowed);
};

forms!(NothingBeside: "the field's own value, and nothing after `=`: write the key alone, or move `key = value` to the struct");
