//! How many bytes an answer takes.

use beatbook_core::{
    Answer, AreaCount, AreaCounts, Caveat, CodeCount, HarmBasis, HotspotGroup, Hotspots,
    RankedStreet, RepeatPlace, RepeatPlaces, Streets,
};

/// Bytes a value holds outside itself, as far as they grow with what was found.
pub trait Weigh {
    /// Bytes on the heap, about.
    fn heap(&self) -> usize;
}

/// Those of a list whose entries hold nothing outside themselves.
fn plain<T>(list: &[T]) -> usize {
    size_of_val(list)
}

fn list<T: Weigh>(list: &[T]) -> usize {
    plain(list) + list.iter().map(Weigh::heap).sum::<usize>()
}

impl Weigh for String {
    fn heap(&self) -> usize {
        self.len()
    }
}

impl Weigh for Vec<u8> {
    fn heap(&self) -> usize {
        self.len()
    }
}

impl<T: Weigh> Weigh for Option<T> {
    fn heap(&self) -> usize {
        self.as_ref().map_or(0, Weigh::heap)
    }
}

impl<T: Weigh> Weigh for Answer<T> {
    fn heap(&self) -> usize {
        // The selection is as long as its text, about.
        self.value.heap() + list(&self.caveats) + 2 * self.selection.to_string().len()
    }
}

impl Weigh for Caveat {
    fn heap(&self) -> usize {
        match self {
            Self::Said(sentence) => sentence.len(),
            Self::Counted { .. } => 0,
        }
    }
}

impl Weigh for Hotspots {
    fn heap(&self) -> usize {
        let basis = self.harm.as_ref().map_or(0, Weigh::heap);
        let places = list(&self.groups) + list(&self.strongest);
        places + plain(&self.cells) + plain(&self.parents) + basis
    }
}

impl Weigh for CodeCount {
    fn heap(&self) -> usize {
        self.code.heap()
    }
}

impl Weigh for HarmBasis {
    fn heap(&self) -> usize {
        let table = [&self.table.source, &self.table.retrieved].map(Weigh::heap);
        let named = self.table.version.heap() + self.table.file.heap();
        list(&self.unweighted) + list(&self.proactive) + named + table.iter().sum::<usize>()
    }
}

impl Weigh for HotspotGroup {
    fn heap(&self) -> usize {
        let texts = [
            self.id.heap(),
            self.cell.heap(),
            self.name.heap(),
            self.street.heap(),
            self.area.heap(),
            self.harm
                .as_ref()
                .map_or(0, |harm| harm.largest_code.heap()),
        ];
        plain(&self.cells) + texts.iter().sum::<usize>()
    }
}

impl Weigh for RepeatPlaces {
    fn heap(&self) -> usize {
        list(&self.places) + plain(&self.no_targets) + plain(&self.suspects)
    }
}

impl Weigh for RepeatPlace {
    fn heap(&self) -> usize {
        let block = self.block.as_ref().map_or(0, |block| block.label.len());
        let texts = [&self.class, &self.street, &self.area].map(Weigh::heap);
        self.id.heap() + self.name.heap() + block + texts.iter().sum::<usize>()
    }
}

impl Weigh for Streets {
    fn heap(&self) -> usize {
        list(&self.streets) + plain(&self.concentration)
    }
}

impl Weigh for RankedStreet {
    fn heap(&self) -> usize {
        let lines = self.lines.iter().map(|line| plain(line)).sum::<usize>() + plain(&self.lines);
        let texts = [&self.id, &self.name, &self.class].map(Weigh::heap);
        texts.iter().sum::<usize>() + self.between.heap() + self.area.heap() + lines
    }
}

impl Weigh for AreaCounts {
    fn heap(&self) -> usize {
        list(&self.areas)
    }
}

impl Weigh for AreaCount {
    fn heap(&self) -> usize {
        self.code.heap() + self.name.heap()
    }
}
