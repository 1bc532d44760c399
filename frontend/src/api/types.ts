/**
 * What the server sends, by the names of the page. The types themselves are made from the server's
 * document: `npm run types`.
 */
import type { components } from './types.gen';

type Schemas = components['schemas'];

export type Meta = Schemas['Meta'];
export type Bounds = Meta['bounds'];
export type Choice = Schemas['Choice'];
export type Preset = Schemas['Preset'];
export type SourceInfo = Schemas['Source'];
export type LayerInfo = Schemas['Layer'];
export type Verdict = Hotspots['verdict'];
export type Answer = Schemas['Answer'];
export type Accounting = Schemas['Accounting'];
export type LeftOut = Schemas['LeftOut'];
export type SelectionParts = Schemas['SelectionParts'];
export type Health = Schemas['Health'];
export type Counts = Schemas['Counts'];
export type Hotspots = Schemas['Hotspots'];
export type Group = Schemas['Hotspot'];
export type HarmBasis = Schemas['HarmBasis'];
export type Why = Schemas['Why'];
export type Emerging = Schemas['Emerging'];
export type EmergingPlace = Schemas['EmergingPlace'];
export type Places = Schemas['Places'];
export type Place = Schemas['Place'];
export type Suspect = Schemas['SuspectPlace'];
export type Week = Schemas['Week'];
export type WeekHour = Schemas['WeekHour'];
export type Nights = Schemas['Nights'];
export type PremisesList = Schemas['RankedPremisesList'];
export type Premises = Schemas['RankedPremises'];
export type Schedule = Schemas['Schedule'];
export type BeforeAfter = Schemas['BeforeAfter'];
export type Streets = Schemas['Streets'];
export type Recent = Schemas['Recent'];
export type Outreach = Schemas['Outreach'];
export type Events = Schemas['Events'];
export type EventRow = Schemas['EventRow'];
export type Hours = Schemas['HourlyHotspots'];
export type ChangeState = ChangeGroup['state'];
/** A map library knows the outlines by the names of GeoJSON. */
export type Compare = Omit<Schemas['Comparison'], 'shapes'> & { shapes: GeoJSON.FeatureCollection };
export type Side = Schemas['Side'];
export type Change = Schemas['Change'];
export type ChangeGroup = Schemas['ComparedPlace'];
export type Suggestion = Schemas['Suggestion'];
export type Suggestions = Schemas['Suggestions'];
export type Stability = Schemas['Stability'];
export type Areas = Schemas['Areas'];
export type Profile = Schemas['Profile'];
export type Indicator = Schemas['Indicator'];
export type TrendMonth = Schemas['TrendMonth'];
export type ResidentsDecile = Schemas['ResidentsDecile'];
/** A map library knows the outlines by the names of GeoJSON. */
export interface LayerOutlines {
  features: readonly {
    properties: Schemas['AreaOutlineProperties'];
    geometry: GeoJSON.Geometry;
  }[];
}
export type Data = Schemas['Data'];
export type DataSource = Schemas['DataSource'];
export type DataMonth = Schemas['DataMonth'];
/** Nothing of it where a book has no such layer. */
export type TileJson = Partial<Schemas['TileJson']>;
export type Problem = Schemas['Problem'];
