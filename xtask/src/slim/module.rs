//! As much of WebAssembly's binary format as [`super`] changes (<https://webassembly.github.io/spec/core/binary/>).

use std::{collections::HashMap, ops::Range};

use anyhow::{Context as _, Result, bail, ensure};

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const CODE: u8 = 10;
const DATA: u8 = 11;

/// A function without locals that does nothing but trap, with its length in front.
const TRAP: &[u8] = &[3, 0x00, 0x00, 0x0B];

/// A program, as its sections.
pub struct Module {
    sections: Vec<(u8, Vec<u8>)>,
}

/// What a program asks of its glue.
pub struct Import {
    pub module: String,
    pub name: String,
    /// Its kind and type, as they are encoded.
    description: Vec<u8>,
}

/// What a program gives to its glue.
pub struct Export {
    pub name: String,
    description: Vec<u8>,
}

impl Module {
    /// Reads a program.
    ///
    /// # Errors
    /// It is none, or it ends too early.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        ensure!(bytes.starts_with(HEADER), "this is no WebAssembly of version 1");
        let mut reader = Reader { bytes, at: HEADER.len() };
        let mut sections = Vec::new();
        while reader.at < bytes.len() {
            sections.push((reader.byte()?, reader.block()?.to_vec()));
        }
        Ok(Self { sections })
    }

    /// The program as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        for (id, content) in &self.sections {
            bytes.push(*id);
            push_block(&mut bytes, content);
        }
        bytes
    }

    fn section(&self, wanted: u8) -> &[u8] {
        self.sections.iter().find(|(id, _)| *id == wanted).map_or(&[], |(_, content)| content)
    }

    fn section_mut(&mut self, wanted: u8) -> Option<&mut Vec<u8>> {
        self.sections.iter_mut().find(|(id, _)| *id == wanted).map(|(_, content)| content)
    }

    /// What it imports.
    ///
    /// # Errors
    /// The section cannot be read.
    pub fn imports(&self) -> Result<Vec<Import>> {
        let mut reader = Reader { bytes: self.section(IMPORTS), at: 0 };
        let read = |reader: &mut Reader<'_>| {
            let (module, name) = (reader.name()?, reader.name()?);
            let start = reader.at;
            match reader.byte()? {
                0 => _ = reader.number()?,
                1 => {
                    reader.byte()?;
                    reader.limits()?;
                }
                2 => reader.limits()?,
                3 => _ = reader.take(2)?,
                4 => _ = (reader.byte()?, reader.number()?),
                kind => bail!("an import of an unknown kind: {kind}"),
            }
            Ok(Import { module, name, description: reader.bytes[start..reader.at].to_vec() })
        };
        reader.list(read)
    }

    /// Replaces what it imports; nothing but names may have changed.
    pub fn set_imports(&mut self, imports: &[Import]) {
        self.set_list(IMPORTS, imports.len(), |content| {
            for import in imports {
                push_block(content, import.module.as_bytes());
                push_block(content, import.name.as_bytes());
                content.extend_from_slice(&import.description);
            }
        });
    }

    /// What it exports.
    ///
    /// # Errors
    /// The section cannot be read.
    pub fn exports(&self) -> Result<Vec<Export>> {
        let mut reader = Reader { bytes: self.section(EXPORTS), at: 0 };
        reader.list(|reader| {
            let name = reader.name()?;
            let start = reader.at;
            reader.byte()?;
            reader.number()?;
            Ok(Export { name, description: reader.bytes[start..reader.at].to_vec() })
        })
    }

    /// Replaces what it exports.
    pub fn set_exports(&mut self, exports: &[Export]) {
        self.set_list(EXPORTS, exports.len(), |content| {
            for export in exports {
                push_block(content, export.name.as_bytes());
                content.extend_from_slice(&export.description);
            }
        });
    }

    fn set_list(&mut self, id: u8, count: usize, write: impl FnOnce(&mut Vec<u8>)) {
        if let Some(section) = self.section_mut(id) {
            section.clear();
            push_number(section, count);
            write(section);
        }
    }

    /// Has each function whose name fits do nothing but trap; says how many there were. The program must have its names.
    ///
    /// # Errors
    /// A section cannot be read.
    pub fn trap_in(&mut self, fits: impl Fn(&str) -> bool) -> Result<usize> {
        let names = self.function_names()?;
        let imported = self.imports()?.iter().filter(|import| import.description.first() == Some(&0)).count();
        let Some(section) = self.section_mut(CODE) else { return Ok(0) };
        let (mut reader, mut content) = (Reader { bytes: section, at: 0 }, Vec::new());
        let (count, mut trapped) = (reader.number()?, 0);
        push_number(&mut content, count);
        for index in imported..imported + count {
            let body = reader.block()?;
            if names.get(&index).is_some_and(|name| fits(name)) {
                content.extend_from_slice(TRAP);
                trapped += 1;
            } else {
                push_block(&mut content, body);
            }
        }
        *section = content;
        Ok(trapped)
    }

    /// The names of its functions, by their numbers.
    ///
    /// # Errors
    /// The section cannot be read.
    pub fn function_names(&self) -> Result<HashMap<usize, String>> {
        let mut names = HashMap::new();
        for (_, content) in self.sections.iter().filter(|(id, _)| *id == CUSTOM) {
            let mut reader = Reader { bytes: content, at: 0 };
            if reader.name()? != "name" {
                continue;
            }
            while reader.at < content.len() {
                let (kind, bytes) = (reader.byte()?, reader.block()?);
                if kind == 1 {
                    let mut functions = Reader { bytes, at: 0 };
                    names.extend(functions.list(|reader| Ok((reader.number()?, reader.name()?)))?);
                }
            }
        }
        Ok(names)
    }

    /// The memory that the program starts with: for each piece its address, and the bytes for reading and writing.
    ///
    /// # Errors
    /// A piece is not at a fixed place.
    pub fn memory(&mut self) -> Result<Memory<'_>> {
        let Some(bytes) = self.section_mut(DATA) else {
            return Ok(Memory { bytes: &mut [], pieces: Vec::new() });
        };
        let mut reader = Reader { bytes, at: 0 };
        let pieces = reader.list(|reader| {
            ensure!(reader.take(2)? == [0, 0x41], "the program's memory has a piece without a fixed place");
            let address = reader.number()?;
            ensure!(reader.byte()? == 0x0B, "the place of a piece of memory is computed");
            let length = reader.number()?;
            let start = reader.at;
            reader.take(length)?;
            Ok((address, start..start + length))
        })?;
        Ok(Memory { bytes, pieces })
    }
}

/// The memory that a program starts with.
pub struct Memory<'a> {
    /// The pieces, with what stands between them in the file.
    pub bytes: &'a mut [u8],
    /// Of each piece the address, and its range in `bytes`.
    pub pieces: Vec<(usize, Range<usize>)>,
}

impl Memory<'_> {
    /// Where in `bytes` an address is, with so many bytes after it.
    pub fn find(&self, address: usize, length: usize) -> Option<Range<usize>> {
        self.pieces.iter().find_map(|(start, range)| {
            let from = range.start + address.checked_sub(*start)?;
            let to = from.checked_add(length)?;
            (to <= range.end).then_some(from..to)
        })
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let taken = self.bytes[self.at..].get(..length).context("the program ends too early")?;
        self.at += length;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// LEB128, of at most 32 bits.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        bail!("a number of the program is too large")
    }

    /// Bytes with their length in front.
    fn block(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    fn name(&mut self) -> Result<String> {
        Ok(str::from_utf8(self.block()?).context("a name of the program is no text")?.to_owned())
    }

    fn limits(&mut self) -> Result<()> {
        let has_maximum = self.byte()? & 1 != 0;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Ok(())
    }

    /// A list with its length in front; none at all if the section is not there.
    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        if self.bytes.is_empty() {
            return Ok(Vec::new());
        }
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn push_block(bytes: &mut Vec<u8>, block: &[u8]) {
    push_number(bytes, block.len());
    bytes.extend_from_slice(block);
}
