// Names of our own that the build shortens, since each costs its letters wherever it stands. docs/decisions.md tells what that brings.

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Fields and methods. Here belongs only what nobody else calls by its name: neither the browser, nor the server, nor the loader,
 * nor another chunk by an export, nor the next version by what is stored. shortening.test.ts holds that. */
export const FIELDS = names(`
  openChat leaveMessage hideChat newMessages chatWith away nobody areOnline nobodyYet unavailable offKept conversation you joined isTyping automatic
  endedOn rated startNew endedForGood edited toEnd sending sendLater sendOnceOpen sent notSent sendAgain failures attach
  tooLarge tooMany outOf notNow
  componentDidMount componentDidUpdate componentWillUnmount setState props kids current
  say redraw person blocks bubble words people choices choose shown fate
  dispatch interrupt beginAnew reachEnd stopWriting takesRing fillIn loadOlder isHeld attached
  signIn signInAgain hurry pump lose refused flying retryAfter`);

/** Roles of the styles: all but those that docs/widget.md lets a site set. */
export const ROLES = names(`
  line line-strong text-faint bg-hover bg-press accent-soft accent-soft-line note note-text danger danger-soft warn warn-soft warn-line info info-soft
  online shadow-2 shadow-3 on-win-dim btn-2 on-btn-2 btn-2-line focus star star-line edge ring size`);

function names(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** What each is called in the built files: by its place in the list, so that all chunks agree, in whichever order they are made. */
export function shortened(names: string[]): Map<string, string> {
  return new Map(names.map((name, index) => [name, letters(index)]));
}

function letters(index: number): string {
  const rest = Math.floor(index / LETTERS.length);
  return LETTERS.charAt(index % LETTERS.length) + (rest > 0 ? letters(rest - 1) : "");
}
