/** A panel to come. */
import { Bone } from "../shell/Bone";
import css from "./Panel.module.css";

const sections = [
  [204, 168],
  [150, 96],
  [182, 140, 164],
];

export const PanelBones = () => (
  <div className={css.sections} aria-busy="true">
    {sections.map((lines, i) => (
      <div key={i} className={css.section}>
        <div className={css.boneHead}>
          <Bone w={112} h={10} />
        </div>
        <div className={css.body}>
          {lines.map((w) => (
            <div key={w} className={css.boneLine}>
              <Bone w={w} h={9} />
            </div>
          ))}
        </div>
      </div>
    ))}
  </div>
);

export const WholePanelBones = () => (
  <>
    <div className={css.who}>
      <Bone w={48} h={48} shape="round" />
      <div className={css.boneNames}>
        <Bone w={116} h={12} />
        <Bone w={148} h={8} />
      </div>
    </div>
    <PanelBones />
  </>
);
