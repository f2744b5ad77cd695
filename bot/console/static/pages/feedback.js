// The token of a mail's link stands behind "#", so it is in no log; the form takes it along.

import { byId } from "../shared/dom.js";

const token = location.hash.slice(1);
if (token) {
  byId("token").value = token;
  history.replaceState(null, "", location.pathname);
}
