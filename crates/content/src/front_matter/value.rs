//! What YAML, TOML and JSON have in common: one value type that the rest of front matter reads.

use std::{cell::Cell, fmt};

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::keys;

/// A value of a header.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// A number in decimal notation, not always as the author spelled it.
    Number(String),
    Text(String),
    List(Vec<Value>),
    Map(Entries),
}

/// Keys with their values, in the order of the file; a key may come twice.
pub(crate) type Entries = Vec<(String, Value)>;

/// The value of the first of the names that has one; of a key that comes twice, the last value.
pub(crate) fn find<'a>(entries: &'a Entries, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| {
        let name = keys::normalize(name);
        let found = entries.iter().rev().find(|(key, _)| keys::normalize(key) == name)?;
        Some(&found.1).filter(|value| **value != Value::Null)
    })
}

/// The same for a scalar that is not empty, as text.
pub(crate) fn find_text(entries: &Entries, names: &[&str]) -> Option<String> {
    let texts = names.iter().filter_map(|name| find(entries, &[name])?.scalar());
    texts.into_iter().find(|text| !text.is_empty())
}

impl Value {
    /// What the value is, for "expected text, found a list".
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }

    /// The values of a list, or the value by itself.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            value => std::slice::from_ref(value),
        }
    }

    /// A scalar as text, trimmed; `None` for lists, maps and nothing.
    pub(crate) fn scalar(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(text) | Self::Text(text) => Some(text.trim().to_owned()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }
}

impl Value {
    /// A value of TOML out of its source. Numbers and dates are taken as they are written there.
    fn from_toml(value: toml::Spanned<toml::de::DeValue<'_>>, source: &str) -> Self {
        use toml::de::DeValue;
        let written = source.get(value.span()).unwrap_or_default().to_owned();
        match value.into_inner() {
            DeValue::String(text) => Self::Text(text.into_owned()),
            DeValue::Integer(_) | DeValue::Float(_) => Self::Number(written),
            DeValue::Boolean(value) => Self::Bool(value),
            DeValue::Datetime(_) => Self::Text(written),
            DeValue::Array(items) => {
                Self::List(items.into_iter().map(|item| Self::from_toml(item, source)).collect())
            }
            DeValue::Table(table) => Self::Map(entries(table, source)),
        }
    }
}

/// The entries of a TOML table out of its source.
pub(crate) fn entries(table: toml::de::DeTable<'_>, source: &str) -> Entries {
    table
        .into_iter()
        .map(|(key, value)| (key.into_inner().into_owned(), Value::from_toml(value, source)))
        .collect()
}

/// Reads a [`Value`] and gives up when it grows out of proportion to its source.
///
/// YAML aliases repeat what they point to, and aliases of aliases repeat the repetition. The YAML library counts
/// such jumps, but lets 100 times the document through, with texts of any length; so what each value costs in
/// memory comes off a budget.
#[derive(Clone, Copy)]
pub(super) struct BoundedValue<'a> {
    budget: &'a Cell<usize>,
}

impl<'a> BoundedValue<'a> {
    /// Spends from the budget, counted in bytes of text and one for each value.
    pub(super) fn new(budget: &'a Cell<usize>) -> Self {
        Self { budget }
    }

    fn spend<E: de::Error>(self, cost: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(cost) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => {
                self.budget.set(0);
                Err(E::custom("aliases repeat too much"))
            }
        }
    }

    fn text<E: de::Error>(self, text: String) -> Result<Value, E> {
        self.spend(text.len())?;
        Ok(Value::Text(text))
    }
}

/// A number with up to six digits behind its point. What the standard library has for this, and uses nowhere else in the
/// app, costs it 4 kB.
fn decimal(number: f64) -> String {
    let sign = if number < 0.0 { "-" } else { "" };
    // Saturates; no value of ours is as large.
    let millionths = (number.abs() * 1e6 + 0.5) as u64;
    let text = format!("{sign}{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl<'de> DeserializeSeed<'de> for BoundedValue<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.spend(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for BoundedValue<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(decimal(number)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        self.text(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        self.text(text)
    }

    /// An empty document.
    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Entries::new();
        while let Some((key, value)) = map.next_entry_seed(self, self)? {
            // A list or map as a key is legal YAML and never one of our keys.
            entries.push((key.scalar().unwrap_or_default(), value));
        }
        Ok(Value::Map(entries))
    }

    /// A value with a tag of its own, such as `!quoted x`: the tag means nothing here.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_, content) = tagged.variant_seed(self)?;
        content.newtype_variant_seed(self)
    }
}
