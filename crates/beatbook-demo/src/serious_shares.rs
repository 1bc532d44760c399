//! Flags, ages and kinds of serious violence, shared out over its incidents so that the published
//! shares come out.

use beatbook_core::Setting;
use rand::RngExt;

use crate::city::DAYS;
use crate::labels::DemoFlags;
use crate::planned::{DemoAges, MINUTES, Planned, Quota, existing, offence};
use crate::serious::{Draft, Group, Planner};
use crate::serious_numbers::{
    ALCOHOL_CENTRE_SHARE, ALCOHOL_SHARE, CHILD_CENTRE, CHILD_KNIFE_SHARE, DOMESTIC_KNIFE_SHARE,
    DRUGS_SHARE, HATE_SHARE, KNIFE_SHARE, YOUNG_CENTRE, YOUNG_KNIFE_SHARE, Year,
};

impl Planner {
    /// Domestic, knife, alcohol, drugs and hate, and the exact times.
    pub(crate) fn share_out_flags(&mut self, mut drafts: Vec<Draft>, year: &Year) -> Vec<Planned> {
        let all = f64::from(year.offences);
        let rows_where = |drafts: &[Draft], wanted: &dyn Fn(&Draft) -> bool| {
            f64::from(
                drafts
                    .iter()
                    .filter(|d| wanted(d))
                    .map(|d| d.rows)
                    .sum::<u32>(),
            )
        };
        let can_be_domestic = |d: &Draft| d.group == Group::Elsewhere && d.ages != DemoAges::Child;
        let share = year.domestic_share * all / rows_where(&drafts, &can_be_domestic);
        let mut quota = Quota::default();
        for draft in drafts.iter_mut().filter(|d| can_be_domestic(d)) {
            if quota.takes(share, draft.rows) {
                draft.domestic = true;
                draft.setting = Some(Setting::Dwelling);
            }
        }
        // Knives: those of the discovered are fixed; each class is filled up to its share.
        let class = |d: &Draft| match (d.domestic, d.ages) {
            (true, _) => 3,
            (_, DemoAges::Child) => 0,
            (_, DemoAges::Young) => 1,
            _ => 2,
        };
        let free = |d: &Draft| d.group != Group::Discovered;
        let mut wanted = [
            CHILD_KNIFE_SHARE * rows_where(&drafts, &|d| class(d) == 0),
            YOUNG_KNIFE_SHARE * rows_where(&drafts, &|d| class(d) == 1),
            0.0,
            DOMESTIC_KNIFE_SHARE * rows_where(&drafts, &|d| class(d) == 3),
        ];
        wanted[2] = (KNIFE_SHARE * all - wanted.iter().sum::<f64>()).max(0.0);
        let shares: [f64; 4] = std::array::from_fn(|i| {
            let fixed = rows_where(&drafts, &|d| class(d) == i && !free(d) && d.knife);
            let open = rows_where(&drafts, &|d| class(d) == i && free(d));
            ((wanted[i] - fixed) / open.max(1.0)).clamp(0.0, 1.0)
        });
        let mut quotas = [Quota::default(); 4];
        for draft in drafts.iter_mut().filter(|d| free(d)) {
            let i = class(draft);
            draft.knife = quotas[i].takes(shares[i], draft.rows);
        }
        let thirsty = |d: &Draft| d.domestic || matches!(d.group, Group::Centre | Group::Gardens);
        let often = rows_where(&drafts, &thirsty);
        let never = rows_where(&drafts, &|d| d.group == Group::Prison);
        let seldom = (ALCOHOL_SHARE * all - ALCOHOL_CENTRE_SHARE * often) / (all - often - never);
        let (mut homes, mut centre, mut alcohol, mut drugs, mut hate) = (
            Quota::default(),
            Quota::default(),
            Quota::default(),
            Quota::default(),
            Quota::default(),
        );
        let mut used = [0_u32; 2];
        drafts
            .into_iter()
            .map(|draft| {
                let flags = DemoFlags {
                    domestic: Some(draft.domestic),
                    hate: Some(!draft.domestic && hate.takes(HATE_SHARE / 0.87, draft.rows)),
                    alcohol: Some(match () {
                        () if draft.group == Group::Prison => false,
                        () if draft.domestic => homes.takes(ALCOHOL_CENTRE_SHARE, draft.rows),
                        () if thirsty(&draft) => centre.takes(ALCOHOL_CENTRE_SHARE, draft.rows),
                        () => alcohol.takes(seldom, draft.rows),
                    }),
                    drugs: Some(drugs.takes(DRUGS_SHARE, draft.rows)),
                    knife: Some(draft.knife),
                };
                let known = self.rng.random_bool(0.72);
                let width = if known {
                    0
                } else {
                    self.rng.random_range(15..360)
                };
                let to = existing(draft.minute + width).min((DAYS - 1) * MINUTES - 1);
                Planned {
                    from: draft.minute,
                    to: to.max(draft.minute),
                    rows: draft.rows,
                    offence: self.what(&draft, &mut used),
                    site: draft.site,
                    setting: draft.setting,
                    flags,
                    stated: draft.stated,
                    ages: draft.ages,
                }
            })
            .collect()
    }

    /// A few are homicides and attempted murders, with one victim each.
    fn what(&mut self, draft: &Draft, used: &mut [u32; 2]) -> &'static crate::Offence {
        let draw: f64 = self.rng.random();
        let plain = draft.rows == 1 && !matches!(draft.group, Group::Discovered | Group::Hospital);
        if plain && draw < 0.035 && used[0] < 20 {
            used[0] += 1;
            return offence("1");
        }
        if plain && draw < 0.105 && used[1] < 40 {
            used[1] += 1;
            return offence("2");
        }
        offence("5D")
    }
}

/// Children and people of 18 to 25 are shared out so that few of the former and more than one in
/// four of the latter are in the centre.
pub(crate) fn share_out_ages(drafts: &mut [Draft], children: u32, young: u32) {
    let mut given = [0_u32; 2];
    let fixed = |ages: DemoAges| -> u32 {
        drafts
            .iter()
            .filter(|d| d.ages == ages)
            .map(|d| d.rows)
            .sum()
    };
    let (fixed_children, fixed_young) = (fixed(DemoAges::Child), fixed(DemoAges::Young));
    let mut give = |ages: DemoAges, groups: &[Group], rows: u32| {
        let mut left = rows;
        for draft in drafts.iter_mut() {
            if draft.ages == DemoAges::Older && groups.contains(&draft.group) && draft.rows <= left
            {
                draft.ages = ages;
                left -= draft.rows;
            }
        }
        rows - left
    };
    let part = |rows: u32, share: f64| (f64::from(rows) * share).round() as u32;
    let centre = &[Group::Centre, Group::Gardens];
    given[0] += give(DemoAges::Child, centre, part(children, CHILD_CENTRE));
    given[0] += give(DemoAges::Child, &[Group::Beside], u32::MAX);
    let rest = children.saturating_sub(given[0] + fixed_children);
    give(DemoAges::Child, &[Group::Elsewhere], rest);
    given[1] += give(DemoAges::Young, centre, part(young, YOUNG_CENTRE));
    given[1] += give(DemoAges::Young, &[Group::Prison], 5);
    let rest = young.saturating_sub(given[1] + fixed_young);
    give(DemoAges::Young, &[Group::Elsewhere], rest);
}
