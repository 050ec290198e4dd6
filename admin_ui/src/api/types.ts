/** The names by which the console knows what passes between it and the server. */
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Me = Schemas["Me"];
export type FileInfo = Schemas["File"];
export type FileLimits = Schemas["FileLimits"];
/** A file of a message; the address is ours, or of a preview in this page. */
export type SentFile = FileInfo & { url: string };
export type Company = Schemas["Company"];
export type Face = Schemas["ShownFace"];
export type FaceState = Schemas["PresentOperator"];
export type Status = Schemas["Status"];
export type Colour = Schemas["NewStatus"]["colour"];
export type StatusCount = Schemas["StatusCount"];
export type Operator = Schemas["OperatorRow"];
export type OperatorList = Schemas["OperatorList"];
export type NewOperator = Schemas["NewOperator"];
export type OperatorChange = Schemas["OperatorBody"];
export type Placement = Schemas["PlacementSettings"];
export type Page = Schemas["Page"];
export type Row = Schemas["Row"];
export type Colleague = Schemas["Colleague"];
export type Draft = Schemas["Draft"];
export type Assigned = Schemas["Assigned"];
export type Viewer = Schemas["Viewer"];
export type Visit = Schemas["SeenVisit"];
export type ClientCard = Schemas["ClientCard"];
export type ChatEvent = Schemas["EventFrame"];
export type ReadMark = Schemas["ReadFrame"];
export type Refusal = Schemas["ErrorFrame"];
export type Welcome = Schemas["Welcome"];
export type Mention = Schemas["Mention"];
export type Version = Schemas["Version"];
export type ProblemDocument = Schemas["Problem"];
export type Counts = Omit<Schemas["Counts"], "type">;
export type Desk = Omit<Schemas["DeskFrame"], "type">;
export type StorageTrouble = Schemas["TroubleFrame"]["code"];
export type Chosen = Me["presence"];
export type PluginRow = Schemas["PluginRow"];
export type PluginList = Schemas["PluginList"];
export type PluginPage = Schemas["PluginPage"];
export type Provider = Schemas["ProviderInfo"];
export type Instance = Schemas["Instance"];
export type Trouble = Schemas["Trouble"];
export type SettingsForm = Schemas["SettingsForm"];
export type Check = Schemas["CheckAnswer"];
export type Rules = Schemas["RuleSet"];
export type RuleOption = Schemas["RuleOption"];
export type Hours = Schemas["Hours"];
export type Stretch = Schemas["Stretch"];
export type Template = Schemas["Template"];
export type TemplateList = Schemas["TemplateList"];
export type TemplatePlace = Schemas["TemplatePlace"];
export type TemplateWords = Schemas["NewTemplate"];
export type Level = Template["level"];
export type ClientPanel = Schemas["ShownPanel"];

export type FromServer =
  | Welcome
  | Schemas["Ack"]
  | ChatEvent
  | ReadMark
  | Schemas["TypingFrame"]
  | Schemas["PresenceFrame"]
  | Schemas["ChatFrame"]
  | Schemas["Gone"]
  | Assigned
  | Schemas["DraftFrame"]
  | Schemas["ViewersFrame"]
  | Mention
  | Schemas["Unreached"]
  | Schemas["Counts"]
  | Schemas["DeskFrame"]
  | Schemas["TroubleFrame"]
  | Schemas["Resync"]
  | Refusal;

export type ToServer =
  | Schemas["ConsoleHello"]
  | Schemas["Send"]
  | Schemas["EditMessage"]
  | Schemas["DeleteMessage"]
  | Schemas["Type"]
  | Schemas["Read"]
  | Schemas["Watch"]
  | Schemas["Unwatch"]
  | Schemas["ChoosePresence"];
