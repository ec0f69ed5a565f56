//! Arrow string arrays, read where they lie and written anew.
//!
//! An array comes by the C data interface: its buffers are those that pyarrow, polars or Spark filled, and no Python
//! string is made of any row. Arrow hands over UTF-8 on trust; `arrow-pyarrow` checks all of it before a row is looked at.

use arrow_array::builder::{LargeStringBuilder, StringBuilder, StringViewBuilder};
use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};
use arrow_data::ArrayData;
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::DataType;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use sladd::{Conversation, ConversationTally, Report, Scrubber};

use crate::options::role_of;

/// An array of strings of one of Arrow's three layouts.
pub(crate) enum Strings {
    Small(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
}

/// Why a batch could not be masked. It names rows and quotes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The masked text of the array does not fit 32-bit offsets.
    TooLarge,
    /// Columns of one batch have not the same length.
    Lengths,
    /// A row's role is none.
    Role(usize),
}

impl From<Refused> for PyErr {
    fn from(refused: Refused) -> PyErr {
        PyValueError::new_err(match refused {
            Refused::TooLarge => {
                "the masked texts have more than 2 GiB together: cast to large_string or give smaller batches"
                    .to_owned()
            }
            Refused::Lengths => "the arrays of conversations, roles and texts have not the same length".to_owned(),
            Refused::Role(row) => format!("row {row} has a role that is none of: user, bot, adviser"),
        })
    }
}

impl Strings {
    /// Takes what an object with `__arrow_c_array__` hands over.
    pub(crate) fn from_py(array: &Bound<'_, PyAny>) -> PyResult<Strings> {
        if !array.hasattr("__arrow_c_array__")? {
            return Err(PyTypeError::new_err("an Arrow array is expected: an object with __arrow_c_array__"));
        }
        // Arrow's errors name an index and what is wrong with the bytes there, not the bytes.
        let data = ArrayData::from_pyarrow_bound(array)
            .map_err(|error| PyValueError::new_err(format!("no valid Arrow array: {}", error.value(array.py()))))?;
        match data.data_type() {
            DataType::Utf8 => Ok(Strings::Small(data.into())),
            DataType::LargeUtf8 => Ok(Strings::Large(data.into())),
            DataType::Utf8View => Ok(Strings::View(data.into())),
            _ => Err(PyTypeError::new_err("an array of strings is expected: string, large_string or string_view")),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Strings::Small(array) => array.len(),
            Strings::Large(array) => array.len(),
            Strings::View(array) => array.len(),
        }
    }

    /// The text of a row; none where it is null.
    fn get(&self, row: usize) -> Option<&str> {
        match self {
            Strings::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Strings::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Strings::View(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }

    /// Something to write as many rows of the same layout to.
    fn writer(&self) -> Writer {
        let rows = self.len();
        match self {
            // The masked texts are about as long as the texts.
            Strings::Small(array) => Writer::Small(StringBuilder::with_capacity(rows, array.value_data().len()), 0),
            Strings::Large(array) => Writer::Large(LargeStringBuilder::with_capacity(rows, array.value_data().len())),
            Strings::View(_) => Writer::View(StringViewBuilder::with_capacity(rows)),
        }
    }
}

/// Builds an array of the layout that came in.
enum Writer {
    /// ... with the bytes that are in it, which 32-bit offsets limit.
    Small(StringBuilder, usize),
    Large(LargeStringBuilder),
    View(StringViewBuilder),
}

impl Writer {
    fn push(&mut self, text: Option<&str>) -> Result<(), Refused> {
        match self {
            Writer::Small(builder, bytes) => {
                *bytes = bytes.saturating_add(text.map_or(0, str::len));
                if i32::try_from(*bytes).is_err() {
                    return Err(Refused::TooLarge);
                }
                builder.append_option(text);
            }
            Writer::Large(builder) => builder.append_option(text),
            Writer::View(builder) => builder.append_option(text),
        }
        Ok(())
    }

    fn finish(self) -> ArrayData {
        match self {
            Writer::Small(mut builder, _) => builder.finish().into_data(),
            Writer::Large(mut builder) => builder.finish().into_data(),
            Writer::View(mut builder) => builder.finish().into_data(),
        }
    }
}

/// Masks every row by itself; nulls stay null.
pub(crate) fn alone(scrubber: &Scrubber, texts: &Strings, report: &mut Report) -> Result<ArrayData, Refused> {
    let mut writer = texts.writer();
    for row in 0..texts.len() {
        let Some(text) = texts.get(row) else {
            writer.push(None)?;
            continue;
        };
        let scrubbed = scrubber.scrub(text);
        report.add(&scrubbed);
        writer.push(Some(scrubbed.as_str()))?;
    }
    Ok(writer.finish())
}

/// Masks rows that stand in the order in which they were said, each in its conversation: rows that follow one another
/// with the same name are one. A row whose conversation is null stands alone. What a later message shows of an earlier
/// one is masked in the earlier row.
pub(crate) fn together(
    scrubber: &Scrubber,
    [names, roles, texts]: [&Strings; 3],
    report: &mut Report,
) -> Result<ArrayData, Refused> {
    if names.len() != texts.len() || roles.len() != texts.len() {
        return Err(Refused::Lengths);
    }
    let mut writer = texts.writer();
    let mut chat = Chat::default();
    for row in 0..texts.len() {
        if row > 0 && (names.get(row).is_none() || names.get(row) != names.get(row - 1)) {
            std::mem::take(&mut chat).write(&mut writer)?;
        }
        let Some(text) = texts.get(row) else {
            chat.rows.push(None);
            continue;
        };
        let role = roles.get(row).and_then(role_of).ok_or(Refused::Role(row))?;
        let turn = scrubber.scrub_in(&mut chat.conversation, role, text);
        if names.get(row).is_some() {
            report.add_in(&mut chat.tally, turn.findings());
        } else {
            report.add(turn.findings());
        }
        for amendment in turn.amendments() {
            chat.amend(amendment);
        }
        chat.said.push(chat.rows.len());
        chat.rows.push(Some(turn.as_str().to_owned()));
    }
    chat.write(&mut writer)?;
    Ok(writer.finish())
}

/// A conversation and its rows, which wait for what later ones show of them.
#[derive(Default)]
struct Chat {
    conversation: Conversation,
    tally: ConversationTally,
    rows: Vec<Option<String>>,
    /// Which row a message is: rows that are null are no messages.
    said: Vec<usize>,
}

impl Chat {
    fn amend(&mut self, amendment: &sladd::Amendment) {
        let row = usize::try_from(amendment.message()).ok().and_then(|message| self.said.get(message).copied());
        if let Some(Some(stored)) = row.and_then(|row| self.rows.get_mut(row)) {
            // The row is what was handed out, so it applies; if it ever did not, nothing of the row may stay readable.
            if !amendment.apply(stored) {
                "[ID-NUMMER]".clone_into(stored);
            }
        }
    }

    fn write(self, writer: &mut Writer) -> Result<(), Refused> {
        self.rows.iter().try_for_each(|row| writer.push(row.as_deref()))
    }
}

/// Gives an array to pyarrow, which takes its buffers over.
pub(crate) fn to_py<'py>(py: Python<'py>, data: &ArrayData) -> PyResult<Bound<'py, PyAny>> {
    data.to_pyarrow(py)
}
