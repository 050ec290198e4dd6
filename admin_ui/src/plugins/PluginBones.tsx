/** Plugins to come. */
import { Bone } from "../shell/Bone";
import css from "./PluginsPage.module.css";

const widths = [96, 120, 84, 132, 104, 112];

export const PluginBones = () => (
  <div className={`${css.card} ${css.part}`} aria-busy="true">
    {widths.map((width) => (
      <div key={width} className={css.bone}>
        <Bone w={36} h={36} shape="control" />
        <div>
          <Bone w={width} h={10} />
          <Bone w={width * 2} h={8} />
        </div>
        <Bone w={36} h={20} shape="control" />
      </div>
    ))}
  </div>
);
