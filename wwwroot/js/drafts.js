// What was typed and is not saved yet, kept in this tab until it is saved or given up: a lost circuit, a reload and a restarted portal lose none of it.
// Always under the person's id: what somebody else left in this tab is never shown under another name.
const name = (person, key) => `draft:${person}:${key}`;

// A text like these is refused by the portal, so it stays nowhere.
const secrets = /(?:AKIA|ASIA)[A-Z0-9]{16}|-----BEGIN|(?:^|[^\w/+])[A-Za-z0-9/+]{40}(?:$|[^\w/+])/;
export const mayKeep = text => !secrets.test(text);

/** What is kept under the key; an empty object when nothing is. */
export function kept(person, key) {
  try {
    return JSON.parse(sessionStorage.getItem(name(person, key)) ?? "{}");
  } catch {
    return {};
  }
}

export function keep(person, key, content) {
  if (Object.keys(content).length === 0) return sessionStorage.removeItem(name(person, key));
  try {
    sessionStorage.setItem(name(person, key), JSON.stringify(content));
  } catch (problem) {
    // A full store: what was typed stands in its box, and is only not there after a reload.
    console.warn("What was typed is not kept", problem);
  }
}
