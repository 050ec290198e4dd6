/** The list before it is there. */
import { Bone } from "../shell/Bone";
import css from "./Operators.module.css";

export const OperatorBones = () => (
  <div className={css.card} aria-busy="true">
    {[180, 140, 200, 160].map((width) => (
      <div key={width} className={css.bone}>
        <Bone w={40} h={40} shape="round" />
        <div>
          <Bone w={width} h={12} />
          <Bone w={80} h={10} />
        </div>
      </div>
    ))}
  </div>
);
