import { expect, test } from "vitest";
import { authorization, readChallenge } from "./authorize.ts";

// RFC 7616, section 3.9.1: both answers that the document works out.
const asked = { method: "GET", path: "/dir/index.html", count: 1, own: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" };
const credentials = { user: "Mufasa", password: "Circle of Life" };
const header = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
  `nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

test("V64 the examples of RFC 7616 are answered as it says", () => {
  const md5 = authorization(readChallenge(header("MD5"))!, credentials, asked);
  expect(md5).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
  const sha = authorization(readChallenge(header("SHA-256"))!, credentials, asked);
  expect(sha).toContain('response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"');
  expect(sha).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"');
  expect(sha).toContain("nc=00000001");
});

test("V64 a challenge of RFC 2069 is answered without a count, as RFC 2617 counts it for the same words", () => {
  const challenge = readChallenge('Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"');
  const said = authorization(challenge!, { user: "Mufasa", password: "Circle Of Life" }, asked);
  expect(said).toContain('response="670fd8c2df070c60b045671b8b24ff02"');
  expect(said).not.toMatch(/qop|nc=|cnonce/);
});

test("the strongest of what is offered is answered, and what cannot be is left alone", () => {
  const both = readChallenge(
    'Basic realm="a", Digest realm="b", nonce="1", Digest realm="b", nonce="2", algorithm=SHA-256',
  );
  expect(both).toMatchObject({ scheme: "digest", hash: "sha256", nonce: "2" });
  expect(readChallenge('Basic realm="a, b"')).toEqual({ scheme: "basic" });
  expect(readChallenge("Negotiate")).toBeNull();
  expect(readChallenge('Digest realm="a", nonce="1", qop="auth-int"')).toBeNull();
  expect(readChallenge('Digest realm="a", nonce="1", algorithm=SHA-512-256')).toBeNull();
});

test("names and passwords of other scripts are sent as UTF-8", () => {
  const said = authorization({ scheme: "basic" }, { user: "值班", password: "密码:1" }, asked);
  expect(Buffer.from(said.slice("Basic ".length), "base64").toString()).toBe("值班:密码:1");
});
