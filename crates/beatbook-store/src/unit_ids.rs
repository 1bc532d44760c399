//! The number of a unit in its table, the id that people and addresses see, and its name.

use beatbook_core::{Selection, Unit};

use crate::store::Store;

impl Store {
    /// The id of a unit: of an area its code, of another what [`Unit::id_of`] writes.
    pub fn unit_id(&self, unit: &Unit, number: u64) -> String {
        let area = match unit {
            Unit::Areas(layer) => self.layer(layer).and_then(|all| all.get(number as usize)),
            _ => None,
        };
        area.map_or_else(|| unit.id_of(number), |area| area.class.clone())
    }

    /// The unit that an id speaks of: the peak of the hotspot of that id or, where none is hot, the unit
    /// at the top it is called after; an id of a unit is itself.
    pub(crate) fn unit_behind(&self, selection: &Selection, id: &str) -> Option<u64> {
        let unit = &selection.unit;
        if let Some(number) = self.unit_number(unit, id) {
            return Some(number);
        }
        let top = self.tops.find(id)?;
        let found = self.hotspots(selection).ok();
        let known = found.as_ref().and_then(|found| {
            let mut groups = found.value.groups.iter().chain(&found.value.strongest);
            groups.find(|group| group.id == id)
        });
        if let Some(group) = known {
            return group.cells.first().copied();
        }
        let (_, table) = self.cells(unit).ok()?;
        let off = |cell: usize| {
            let at = table.centre[cell];
            let east = (at.lon - top.lon) * top.lat.to_radians().cos();
            east.hypot(at.lat - top.lat)
        };
        let inside = (0..table.cell.len()).filter(|&cell| table.in_study[cell]);
        let nearest = inside.min_by(|&a, &b| off(a).total_cmp(&off(b)));
        nearest.map(|cell| table.cell[cell])
    }

    /// The number of the unit of an id.
    pub(crate) fn unit_number(&self, unit: &Unit, id: &str) -> Option<u64> {
        match unit {
            Unit::Areas(layer) => {
                let mut codes = self.layer(layer)?.iter().map(|shape| shape.class.as_str());
                codes.position(|code| code == id).map(|at| at as u64)
            }
            _ => unit.number_of(id),
        }
    }

    /// The length of a street segment.
    pub(crate) fn metres_of(&self, unit: &Unit, number: u64) -> Option<f64> {
        let network = self.network.as_ref().filter(|_| *unit == Unit::Street)?;
        network.metres.get(number as usize).copied()
    }

    /// The name of a unit. Cells and squares have none.
    pub(crate) fn unit_name(&self, unit: &Unit, number: u64) -> Option<String> {
        let at = number as usize;
        let name = match unit {
            Unit::H3(_) | Unit::Grid150 => return None,
            Unit::Areas(layer) => &self.layer(layer)?.get(at)?.name,
            Unit::Street => {
                let line = *self.network.as_ref()?.line.get(at)?;
                &self.streets.get(line as usize)?.name
            }
            Unit::Premises => &self.places.get(at)?.name,
        };
        Some(name.clone())
    }
}
