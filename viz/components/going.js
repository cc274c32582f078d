// To another page of ours. The router comes after the page; until it is there, the browser loads the address.

export function goTo(address) {
  const { router } = window.solara ?? {};
  if (router?.push) router.push(address);
  else window.location.assign(address);
}
