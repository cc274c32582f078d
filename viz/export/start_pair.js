// The exported comparison unpacks the two recordings it carries and shows them side by side.
{
  const stage = document.getElementById("stage");
  const carried = async (id) => parse(await unpack(document.getElementById(id).textContent));
  const asked = stage.dataset.hide ? { hide: true } : {};
  try {
    const [a, b] = await Promise.all(["recording", "against"].map(carried));
    window.player = mountPair(stage, a, b, { focus: true, ...asked });
  } catch (problem) {
    refuse(stage, problem instanceof Error ? problem.message : "These recordings cannot be compared.");
  }
}
