import { expect, it } from "vitest";
import { originsOf } from "../src/welcome/sites";
import { strength } from "../src/welcome/strength";

it("makes origins of addresses as people write them", () => {
  expect(originsOf("shop.example, http://localhost:3000/x  https://shop.example/a")).toEqual({
    origins: ["https://shop.example", "http://localhost:3000"],
    wrong: null,
  });
  expect(originsOf("shop.example, nonsense").wrong).toBe("nonsense");
  expect(originsOf("  ")).toEqual({ origins: [], wrong: null });
});

it("says roughly how hard a password is to guess", () => {
  expect(strength("", [])).toBe(0);
  expect(strength("коротко", [])).toBe(1);
  expect(strength("aaaaaaaaaaaaaa", [])).toBe(2);
  expect(strength("qwertyuiop12", [])).toBe(2);
  expect(strength("marina-vetrova-7", ["Marina"])).toBe(2);
  expect(strength("Xk7#pLq9!vRt", [])).toBe(3);
  expect(strength("самовар на веранде 7", [])).toBe(4);
});
