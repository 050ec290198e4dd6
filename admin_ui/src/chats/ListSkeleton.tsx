/** Rows to come. */
import { Bone } from "../shell/Bone";
import css from "./ChatRow.module.css";
import { heights } from "./items";

const widths: [name: number, words: number, chip: number][] = [
  [104, 214, 112],
  [88, 196, 118],
  [96, 150, 112],
  [100, 220, 150],
  [120, 206, 0],
  [92, 210, 0],
  [112, 168, 0],
  [94, 150, 0],
  [72, 208, 0],
  [108, 176, 0],
  [88, 190, 0],
  [101, 164, 0],
];

export function ListSkeleton({ bare }: { bare: boolean }) {
  return (
    <div className={css.bones} aria-busy="true">
      {bare ? (
        <div style={{ height: 8 }} />
      ) : (
        <div className={css.boneHead} style={{ height: heights.head }}>
          <Bone w={84} h={8} />
        </div>
      )}
      {widths.map(([name, words, chip], i) => (
        <div key={i} className={css.bone} style={{ height: chip > 0 ? heights.tallRow : heights.row }}>
          <Bone w={40} h={40} shape="round" />
          <div className={css.body}>
            <div className={css.line1}>
              <Bone w={name} h={10} />
              <Bone w={30} h={8} />
            </div>
            <div className={css.line2}>
              <Bone w={words} h={8} />
            </div>
            {chip > 0 && (
              <div className={css.line3}>
                <Bone w={chip} h={16} />
              </div>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
