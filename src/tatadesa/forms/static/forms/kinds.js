// The inputs that do more than the browser's own, by kind.

import { prepareAddress } from "./kinds/address.js";
import { prepareGroup } from "./kinds/group.js";
import { prepareMapPoint } from "./kinds/map_point.js";
import { preparePhoto } from "./kinds/photo.js";
import { prepareResident } from "./kinds/resident.js";
import { prepareSignature } from "./kinds/signature.js";

export const kinds = {
  address: prepareAddress,
  group: prepareGroup,
  map_point: prepareMapPoint,
  photo: preparePhoto,
  resident: prepareResident,
  signature: prepareSignature,
};
