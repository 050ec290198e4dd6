/** The names by which the console knows what the server sends. */
import type { components } from "./wire";

export type { FromServer, ToServer, paths } from "./wire";

type Schemas = components["schemas"];
export type Setup = Schemas["Setup"];
export type Company = Schemas["Company"];
export type Me = Schemas["Me"];
export type Face = Schemas["Face"];
export type FaceState = Schemas["FaceState"];
export type Status = Schemas["Status"];
export type Placement = Schemas["Placement"];
export type PluginInfo = Schemas["PluginInfo"];
export type Author = Schemas["Author"];
export type Page = Schemas["Page"];
export type Row = Schemas["Row"];
export type Visit = Schemas["Visit"];
export type ClientCard = Schemas["ClientCard"];
export type ChatEvent = Schemas["EventFrame"];
export type ReadMark = Schemas["ReadFrame"];
export type ProblemDocument = Schemas["ProblemDocument"];
export type Counts = { queue: number; in_progress: number; online: number };
