//! A table as a Parquet file.

use std::{io, io::Write, sync::Arc};

use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::{Type, TypePtr},
};

use super::{Cell, Column, Kind, Row, Table};

/// Rows that are written together.
const GROUP: usize = 1 << 16;

/// Writes rows of a table, as many cells each as it has columns.
pub fn parquet<'a>(
    table: &Table,
    rows: impl Iterator<Item = Row<'a>>,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    write(table, rows, out).map_err(io::Error::other)
}

fn write<'a>(
    table: &Table,
    mut rows: impl Iterator<Item = Row<'a>>,
    out: &mut (dyn Write + Send),
) -> Result<(), ParquetError> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut file = SerializedFileWriter::new(out, schema(table)?, Arc::new(properties))?;
    loop {
        let group: Vec<Row<'a>> = rows.by_ref().take(GROUP).collect();
        if group.is_empty() {
            break;
        }
        let mut writer = file.next_row_group()?;
        for (i, column) in table.columns.iter().enumerate() {
            let cells = group.iter().filter_map(|row| row.get(i));
            let levels: Option<Vec<i16>> = column
                .nullable
                .then(|| cells.clone().map(|cell| i16::from(*cell != Cell::Nothing)).collect());
            let Some(mut values) = writer.next_column()? else { break };
            match column.kind {
                Kind::String => {
                    let texts: Vec<ByteArray> = cells.filter_map(text).collect();
                    values.typed::<ByteArrayType>().write_batch(&texts, levels.as_deref(), None)?;
                }
                Kind::Long => {
                    let numbers: Vec<i64> = cells.filter_map(number).collect();
                    values.typed::<Int64Type>().write_batch(&numbers, levels.as_deref(), None)?;
                }
            }
            values.close()?;
        }
        writer.close()?;
    }
    file.close()?;
    Ok(())
}

fn text(cell: &Cell<'_>) -> Option<ByteArray> {
    match cell {
        Cell::Text(text) => Some(ByteArray::from(text.as_bytes().to_vec())),
        Cell::Integer(_) | Cell::Nothing => None,
    }
}

fn number(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Integer(n) => Some(*n),
        Cell::Text(_) | Cell::Nothing => None,
    }
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let repetition = if column.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let (physical, logical) = match column.kind {
        Kind::String => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Long => (Physical::INT64, None),
    };
    let builder = Type::primitive_type_builder(column.name, physical);
    Ok(Arc::new(builder.with_repetition(repetition).with_logical_type(logical).build()?))
}
