// Things a person at a desk has not at hand: a picture, a voice, a place.

const WIDTH = 960;
const HEIGHT = 640;

export const PLACE = { latitude: 39.9621, longitude: 116.3015 };

// A dark stairwell with a lamp that is out: what people report most.
function paint(brush) {
  brush.fillStyle = "#39434c";
  brush.fillRect(0, 0, WIDTH, HEIGHT);
  brush.fillStyle = "#56636d";
  for (let step = 0; step < 8; step += 1) brush.fillRect(80 + step * 100, 560 - step * 56, WIDTH, 28);
  brush.fillStyle = "#20272d";
  brush.fillRect(200, 60, 16, 70);
  brush.beginPath();
  brush.arc(208, 160, 40, 0, 2 * Math.PI);
  brush.fill();
  brush.fillStyle = "#e6ebee";
  brush.font = '40px "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif';
  brush.fillText("2单元 楼道灯不亮", 60, 610);
}

export async function samplePhoto() {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: WIDTH, height: HEIGHT });
  paint(canvas.getContext("2d"));
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return asForm("photo", blob, "sample.jpg");
}

export async function sampleVoice() {
  const answer = await fetch("/static/sample.ogg");
  return asForm("voice", new Blob([await answer.arrayBuffer()], { type: "audio/ogg" }), "voice.ogg");
}

function asForm(field, blob, name) {
  const body = new FormData();
  body.append(field, blob, name);
  return body;
}
