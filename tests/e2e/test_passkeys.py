"""Passkeys in a real browser with a virtual authenticator: on the phone and on the desk."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, fresh_code, sign_in_citizen

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Finger:
    """The fingerprint reader of one browser profile."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        self._id = made["authenticatorId"]

    def recognises(self, *, owner: bool) -> None:
        """Whether the finger on it is the owner's."""
        self._session.send("WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": owner})


def test_a_citizen_signs_in_with_a_finger(demo: Demo, open_context: OpenContext) -> None:
    citizen = demo.citizens[3]
    page = open_context(PHONE).new_page()
    finger = Finger(page)
    sign_in_citizen(page, demo, citizen)
    page.goto(f"{demo.portal}/akun/kunci-sandi/")
    assert_accessible(page)
    page.fill("[name=rahasia]", "000000")
    page.get_by_role("button", name="Pasang kunci sandi").click()
    expect(page.get_by_role("alert")).to_have_text("PIN salah.")
    page.fill("[name=rahasia]", citizen["pin"])
    page.fill("[name=nama]", "HP saya")
    page.get_by_role("button", name="Pasang kunci sandi").click()
    expect(page.get_by_text("Kunci sandi HP saya terpasang")).to_be_visible()
    assert_accessible(page)

    page.goto(f"{demo.portal}/akun/")
    page.get_by_role("button", name="Keluar dari akun").click()
    page.wait_for_url(f"{demo.portal}/")
    page.goto(f"{demo.portal}/masuk/?lanjut=/surat/")
    finger.recognises(owner=False)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page.locator("[data-passkey-words]")).to_contain_text("Coba lagi")
    finger.recognises(owner=True)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(f"{demo.portal}/surat/")

    page.goto(f"{demo.portal}/akun/kunci-sandi/")
    page.get_by_role("link", name="Hapus kunci sandi HP saya").click()
    assert_accessible(page)
    page.fill("[name=rahasia]", citizen["pin"])
    page.get_by_role("button", name="Ya, hapus").click()
    expect(page.get_by_text("Kunci sandi HP saya dihapus")).to_be_visible()


def test_without_scripts_the_pin_still_does(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(PHONE, java_script_enabled=False).new_page()
    sign_in_citizen(page, demo, demo.citizens[3])
    page.goto(f"{demo.portal}/akun/kunci-sandi/")
    expect(page.get_by_text("belum bisa memasang kunci sandi")).to_be_visible()
    expect(page.get_by_role("button", name="Pasang kunci sandi")).to_be_hidden()


def test_on_the_desk_a_finger_stands_for_password_and_code(demo: Demo, open_context: OpenContext) -> None:
    staff = next(one for one in demo.staff if one["username"] == "kades3")
    page = open_context(LAPTOP).new_page()
    Finger(page)
    page.goto(f"{demo.portal}/desk/masuk/")
    page.fill("[name=username]", staff["username"])
    page.fill("[name=password]", staff["password"])
    page.get_by_role("button", name="Masuk").click()
    assert_accessible(page)
    page.fill("[name=otp]", fresh_code(page, demo, staff))
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url(f"{demo.portal}/desk/")
    page.goto(f"{demo.portal}/desk/akun/kunci-sandi/")
    page.fill("[name=rahasia]", staff["password"])
    page.get_by_role("button", name="Pasang kunci sandi").click()
    page.wait_for_url(f"{demo.portal}/desk/akun/")
    assert_accessible(page)
    page.get_by_role("button", name="Keluar", exact=True).click()
    page.wait_for_url(f"{demo.portal}/desk/masuk/")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(f"{demo.portal}/desk/")
    expect(page.get_by_role("heading", name="Kotak masuk")).to_be_visible()
