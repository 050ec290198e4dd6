/** Whether one of the others is called so, in whatever upper and lower case. */
export const isAmong = (others: readonly string[], name: string): boolean =>
  others.some((other) => other.toLowerCase() === name.toLowerCase());
