// What is needed when a proxy, a policy or the settings stand between the widget and its server.
export { diagnose } from "./diagnosis";
export { Polling } from "./polling";
