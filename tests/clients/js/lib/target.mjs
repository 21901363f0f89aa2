// The server under test, as the launcher (run.mjs) describes it, and the SDK set up for it.
import crypto from "node:crypto";
import { after } from "node:test";

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: start these tests with node run.mjs`);
  return value;
}

export const api = required("BIPLANE_TEST_API");
export const control = required("BIPLANE_TEST_CONTROL");
export const key = required("BIPLANE_TEST_KEY");
export const organization = required("BIPLANE_TEST_ORG");
export const shape = required("BIPLANE_TEST_SHAPE");

// Constrained mode: both addresses that the SDK knows are the data plane's.
process.env.BRAINTRUST_APP_URL = api;
process.env.BRAINTRUST_API_URL = api;
process.env.BRAINTRUST_API_KEY = key;
process.env.BRAINTRUST_ORG_NAME = organization;
process.env.BRAINTRUST_DISABLE_ATEXIT_FLUSH = "1";

export const sdk = await import("braintrust");
after(() => sdk.flush());

/** A name that no other test uses. */
export const unique = (name) => `${name}-${crypto.randomBytes(5).toString("hex")}`;
