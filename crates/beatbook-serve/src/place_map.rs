//! Repeat locations, streets and near repeats on a map: the tiles of those names.

use std::sync::Arc;

use beatbook_core::{
    Audience, Bng, Day, NearLink, NearRepeatAsk, NearRepeats, Released, RepeatPlaces, Selection,
    Streets, StreetsAsked,
};
use beatbook_tile::Shape;
use geo_types::{Coord, LineString, MultiLineString, Point};

use crate::app::App;
use crate::count_map::add_count;
use crate::drawn::{Drawn, DrawnLayer, DrawnMap, Properties, add};
use crate::error::HttpError;
use crate::units::projected;

impl App {
    /// The repeat locations of a selection, made once and then kept.
    pub(crate) fn places_drawn(&self, selection: &Selection) -> Result<Arc<DrawnMap>, HttpError> {
        let asked = format!("places {}", self.key(Some(selection)).as_str());
        self.ready.get_or_make(asked, || {
            let answer = self.store.places(selection)?;
            let released = Arc::unwrap_or_clone(answer).release(self.policy);
            Ok(place_map(&released.map_err(HttpError::Withheld)?))
        })
    }

    /// The ranked streets of a selection, made once and then kept.
    pub(crate) fn streets_drawn(
        &self,
        asked: &StreetsAsked,
        selection: &Selection,
    ) -> Result<Arc<DrawnMap>, HttpError> {
        let key = self.key_beside(selection, &asked.to_string());
        self.ready
            .get_or_make(format!("streets {}", key.as_str()), || {
                let answer = self.store.streets_ranked(selection, asked)?;
                let released = Arc::unwrap_or_clone(answer).release(self.policy);
                Ok(street_map(&released.map_err(HttpError::Withheld)?))
            })
    }

    /// The links of near repeats, made once and then kept.
    pub(crate) fn near_repeats_drawn(
        &self,
        ask: &NearRepeatAsk,
        selection: &Selection,
    ) -> Result<Arc<DrawnMap>, HttpError> {
        let key = self.key_beside(selection, &ask.to_string());
        self.ready.get_or_make(format!("near-repeat {}", key.as_str()), || {
            if self.policy.audience != Audience::Analyst {
                // An empty map would say that there are none.
                return Err(HttpError::Withheld("single links of near repeats are shown at the analyst's desk only; their number in each band is in /api/v1/near-repeat".into()));
            }
            let answer = self.store.near_repeats(selection, ask)?;
            let released = answer.release(self.policy).map_err(HttpError::Withheld)?;
            Ok(self.link_map(&released))
        })
    }

    fn link_map(&self, released: &Released<NearRepeats>) -> DrawnMap {
        let end = |(at, _): (Bng, Day)| {
            let known = self.store.lon_lat(at)?;
            Some(Coord {
                x: known.lon,
                y: known.lat,
            })
        };
        let drawn = |link: &NearLink| {
            let (earlier, later) = (link.earlier, link.later);
            let line = LineString(vec![end(earlier)?, end(later)?]);
            let (east, north) = (
                later.0.easting - earlier.0.easting,
                later.0.northing - earlier.0.northing,
            );
            let days = later.1.number() - earlier.1.number();
            let properties: Properties = vec![
                ("earlier", earlier.1.to_string().as_str().into()),
                ("later", later.1.to_string().as_str().into()),
                ("metres", east.hypot(north).into()),
                ("days", i64::from(days).into()),
            ];
            let own = |(at, day): (Bng, Day)| format!("{},{} {day}", at.easting, at.northing);
            let own = format!("{} {}", own(earlier), own(later));
            let shape = Arc::new(projected(&line.into())?);
            Some(Drawn::told_apart(&own, shape, properties))
        };
        let links = released.value().links.iter().filter_map(drawn).collect();
        DrawnMap(vec![DrawnLayer::new("links", links)])
    }
}

fn place_map(released: &Released<RepeatPlaces>) -> DrawnMap {
    // The best rank last, on top of the others.
    let drawn = released.value().places.iter().rev().map(|place| {
        let mut properties: Properties = vec![
            ("id", place.id.as_str().into()),
            ("name", place.name.as_str().into()),
            ("target", place.not_a_target.is_none().into()),
        ];
        add(&mut properties, "class", place.class.as_deref());
        add(&mut properties, "rank", place.rank);
        add(
            &mut properties,
            "rank_low",
            place.rank_interval.map(|(low, _)| low),
        );
        add(
            &mut properties,
            "rank_high",
            place.rank_interval.map(|(_, high)| high),
        );
        add(&mut properties, "incidents", place.incidents.number());
        let at = Point::new(place.centre.lon, place.centre.lat);
        Drawn::told_apart(&place.id, Arc::new(Shape::from_point(at)), properties)
    });
    DrawnMap(vec![DrawnLayer::new("places", drawn.collect())])
}

fn street_map(released: &Released<Streets>) -> DrawnMap {
    let streets = released.value().streets.iter().rev();
    let drawn = streets.filter_map(|street| {
        let mut properties: Properties = vec![
            ("id", street.id.as_str().into()),
            ("name", street.name.as_str().into()),
            ("class", street.class.as_str().into()),
        ];
        add_count(&mut properties, street.incidents);
        add(&mut properties, "per_km", street.per_km);
        add(&mut properties, "rank", street.rank);
        add(
            &mut properties,
            "rank_low",
            street.rank_interval.map(|(low, _)| low),
        );
        add(
            &mut properties,
            "rank_high",
            street.rank_interval.map(|(_, high)| high),
        );
        let lines = street
            .lines
            .iter()
            .map(|line| LineString::from(line.clone()));
        let shape = projected(&MultiLineString(lines.collect()).into())?;
        Some(Drawn::told_apart(&street.id, Arc::new(shape), properties))
    });
    DrawnMap(vec![DrawnLayer::new("streets", drawn.collect())])
}
