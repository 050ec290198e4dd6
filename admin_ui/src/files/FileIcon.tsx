/** The sign of a kind of file, by its ending. */
import {
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMovie,
  IconMusic,
  IconPhoto,
  IconTable,
  type TablerIcon,
} from "@tabler/icons-react";
import { endingOf } from "./describe";

const signs: [TablerIcon, string][] = [
  [IconFileTypePdf, "PDF"],
  [IconFileZip, "ZIP RAR 7Z GZ"],
  [IconTable, "XLS XLSX CSV ODS"],
  [IconFileText, "TXT DOC DOCX ODT RTF MD"],
  [IconPhoto, "JPG JPEG PNG GIF WEBP SVG HEIC"],
  [IconMusic, "MP3 OGG WAV M4A"],
  [IconMovie, "MP4 MOV AVI WEBM MKV"],
];

export function FileIcon({ name }: { name: string }) {
  const ending = endingOf(name);
  const Sign = signs.find(([, endings]) => endings.split(" ").includes(ending))?.[0] ?? IconFile;
  return <Sign size={20} aria-hidden />;
}
